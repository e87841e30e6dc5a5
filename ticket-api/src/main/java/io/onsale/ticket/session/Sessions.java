package io.onsale.ticket.session;

import io.onsale.ticket.member.Member;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sessions of members. A session begins with a sign-in and goes on by refresh tokens: each is exchanged for the next one, and an old one
 * that comes again ends the session, because somebody has a copy.
 */
public interface Sessions {
    /** How long a session lasts without being used. */
    Duration TTL = Duration.ofDays(14);

    /** How long a token can be exchanged again: the answer may be lost with the page, and two tabs may send the same one at once. */
    Duration LEEWAY = Duration.ofSeconds(20);

    /** Sessions of one member; a sign-in beyond that ends the one that was not used for the longest time. */
    int PER_MEMBER_MAX = 50;

    /** A session and the token by which it goes on. */
    record Continued(Member member, String sessionId, String refreshToken) {}

    /** A session as its owner sees it. */
    record OpenSession(String sessionId, Instant startedAt, Instant lastUsedAt, String device) {}

    /**
     * Begins a session. Empty if the account was ended or suspended in the meantime, or has another password by now.
     *
     * @param device what the member recognises it by
     * @param passwordHash the hash that the sign-in was checked against; null for a sign-in without a password
     */
    Mono<Continued> begin(Member member, String device, @Nullable String passwordHash);

    /**
     * Exchanges {@code refreshToken} for the next one. Empty if it is unknown, expired or of a session that has ended; also if it was
     * exchanged before, longer ago than {@link #LEEWAY}, and then its session ends.
     */
    Mono<Continued> exchange(String refreshToken);

    /** The open sessions of a member, the last used first. */
    Flux<OpenSession> of(String memberId);

    /** The id of the session that a token belongs to, whether or not the token was exchanged. */
    Mono<String> find(String refreshToken);

    /** Ends a session of a member; false if there is none with this id. */
    Mono<Boolean> end(String memberId, String sessionId);

    /** Ends the session that a token belongs to, if there is one. */
    Mono<Void> endByToken(String refreshToken);

    /** Ends all sessions of a member but {@code kept}. */
    Mono<Void> endAll(String memberId, @Nullable String kept);

    Mono<Integer> forgetExpired(int limit);
}
