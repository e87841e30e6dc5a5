package io.onsale.ticket.member;

import io.onsale.kernel.access.AccessTokenSigner;
import io.onsale.kernel.access.AccessTokenVerifier;
import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import io.onsale.service.limit.Wait;
import io.onsale.ticket.member.Members.Credentials;
import io.onsale.ticket.member.SignInLimits.Attempt;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Turns an address and a password, or a refresh token, into an access token. */
public final class SignIn {
    /** How long an access token is good for: an evening's sale without signing in again. */
    public static final Duration ACCESS_TOKEN_TTL = Duration.ofHours(2);

    /** Staff's, of which nobody takes one that lasts longer than two hours: less by what clocks may differ. */
    static final Duration STAFF_TOKEN_TTL = AccessTokenVerifier.STAFF_LIFE_MAX.minusMinutes(5);

    /** What became of it. */
    public sealed interface Outcome {
        record SignedIn(Member member, String accessToken, Duration expiresIn, String refreshToken)
                implements Outcome {}

        /** Not saying which: address and password, or the token, do not fit an account. */
        record Refused() implements Outcome {}

        /** Too many have failed: for this account, or from this network. Nothing was checked. */
        record TooMany(Duration retryAfter) implements Outcome {}
    }

    private final Members members;
    private final Passwords passwords;
    private final RefreshTokens refreshTokens;
    private final SignInLimits limits;
    private final AccessTokenSigner signer;
    private final Clock clock;

    public SignIn(
            Members members,
            Passwords passwords,
            RefreshTokens refreshTokens,
            SignInLimits limits,
            AccessTokenSigner signer,
            Clock clock) {
        this.members = members;
        this.passwords = passwords;
        this.refreshTokens = refreshTokens;
        this.limits = limits;
        this.signer = signer;
        this.clock = clock;
    }

    /**
     * By password; takes the same time for an unknown address as for a wrong password.
     *
     * @param client from where; null if that is not known
     */
    public Mono<Outcome> withPassword(String email, String password, @Nullable InetAddress client) {
        return Mono.defer(() -> {
            Optional<Email> address = Email.parse(email);
            Attempt attempt = limits.attempt(address.map(Email::value).orElse(email), client);
            long wait = limits.begin(attempt);
            return wait > 0
                    ? Mono.just(new Outcome.TooMany(Wait.seconds(wait)))
                    : find(address)
                            .doOnError(away -> limits.brokenOff(attempt))
                            .flatMap(found ->
                                    checkCounted(attempt.found(found.isPresent()), found, Secret.of(password)));
        });
    }

    private Mono<Optional<Credentials>> find(Optional<Email> address) {
        return Mono.justOrEmpty(address).flatMap(members::findByEmail).singleOptional();
    }

    private Mono<Outcome> checkCounted(Attempt attempt, Optional<Credentials> found, Secret password) {
        long wait = limits.beginHash(attempt);
        if (wait > 0) {
            return Mono.just(new Outcome.TooMany(Wait.seconds(wait)));
        }
        return found.map(account -> check(account, password, attempt.sharer()))
                .orElseGet(() ->
                        passwords.matchesNobody(password, attempt.sharer()).thenReturn(new Outcome.Refused()))
                .doOnNext(outcome -> {
                    if (outcome instanceof Outcome.SignedIn) {
                        limits.succeeded(attempt);
                    }
                })
                .doOnError(broken -> limits.hashBrokenOff(attempt)); // a caller who hangs up has had the guess
    }

    private Mono<Outcome> check(Credentials known, Secret password, Sharer sharer) {
        return passwords
                .matches(password, known.passwordHash(), sharer)
                .flatMap(matches -> matches
                        ? refreshTokens
                                .begin(known.member().memberId())
                                .map(issued -> signedIn(known.member(), issued.refreshToken()))
                        : Mono.just(new Outcome.Refused()));
    }

    /** By a refresh token, which is replaced by the next one. */
    public Mono<Outcome> withRefreshToken(String refreshToken, @Nullable InetAddress client) {
        return Mono.defer(() -> {
            long wait = limits.beginRefresh(client);
            return wait > 0
                    ? Mono.just(new Outcome.TooMany(Wait.seconds(wait)))
                    : use(refreshToken)
                            .doOnNext(outcome -> {
                                if (outcome instanceof Outcome.SignedIn) {
                                    limits.giveBackRefresh(client);
                                }
                            })
                            .doOnError(broken -> limits.giveBackRefresh(client));
        });
    }

    private Mono<Outcome> use(String refreshToken) {
        return refreshTokens
                .use(refreshToken)
                .flatMap(issued ->
                        members.find(issued.memberId()).map(member -> signedIn(member, issued.refreshToken())))
                .defaultIfEmpty(new Outcome.Refused());
    }

    private Outcome signedIn(Member member, String refreshToken) {
        Duration life = member.role() == Role.FAN ? ACCESS_TOKEN_TTL : STAFF_TOKEN_TTL;
        Instant expiresAt = clock.instant().plus(life);
        String accessToken = signer.sign(new Principal(member.memberId(), member.role(), expiresAt));
        return new Outcome.SignedIn(member, accessToken, life, refreshToken);
    }
}
