package io.onsale.ticket.member;

import reactor.core.publisher.Mono;

/** Refresh tokens, each good for one use. */
public interface RefreshTokens {
    /** The next token for whoever used one, or begins. */
    record Issued(String memberId, String refreshToken) {}

    /** The first token of a new family. */
    Mono<Issued> begin(String memberId);

    /**
     * Uses {@code refreshToken}. Empty if it is unknown or expired; also if it was used before, and then its whole family ends,
     * because either the thief or the owner holds the other copy.
     */
    Mono<Issued> use(String refreshToken);

    Mono<Integer> forgetExpired(int limit);
}
