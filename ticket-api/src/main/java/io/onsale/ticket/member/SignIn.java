package io.onsale.ticket.member;

import io.onsale.kernel.access.AccessTokenSigner;
import io.onsale.kernel.access.AccessTokenVerifier;
import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import io.onsale.service.limit.Wait;
import io.onsale.ticket.member.Members.StoredCredentials;
import io.onsale.ticket.member.SignInLimits.SignInAttempt;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Exchanges an address and a password, or a refresh token, for an access token. */
public final class SignIn {
    /** How long an access token is valid: a whole evening's sale. */
    public static final Duration ACCESS_TOKEN_TTL = Duration.ofHours(2);

    /** The same for staff. Verifiers accept two hours at most; a little less, because clocks differ. */
    static final Duration STAFF_TOKEN_TTL = AccessTokenVerifier.STAFF_LIFE_MAX.minusMinutes(5);

    /** The result. */
    public sealed interface Outcome {
        record SignedIn(Member member, String accessToken, Duration expiresIn, String refreshToken)
                implements Outcome {}

        /** Address and password, or the token, do not belong to an account; which of them is wrong is not told. */
        record Refused() implements Outcome {}

        /** Too many failures for this account or from this network. Nothing was checked. */
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
     * Signs in by password. Takes as long for an unknown address as for a wrong password.
     *
     * @param client the address of the client; null if unknown
     */
    public Mono<Outcome> withPassword(String email, String password, @Nullable InetAddress client) {
        return Mono.defer(() -> {
            Optional<Email> address = Email.parse(email);
            SignInAttempt attempt = limits.attempt(address.map(Email::value).orElse(email), client);
            long wait = limits.begin(attempt);
            return wait > 0
                    ? Mono.just(new Outcome.TooMany(Wait.seconds(wait)))
                    : find(address)
                            .doOnError(away -> limits.brokenOff(attempt))
                            .flatMap(found ->
                                    checkCounted(attempt.found(found.isPresent()), found, Secret.of(password)));
        });
    }

    private Mono<Optional<StoredCredentials>> find(Optional<Email> address) {
        return Mono.justOrEmpty(address).flatMap(members::findByEmail).singleOptional();
    }

    private Mono<Outcome> checkCounted(SignInAttempt attempt, Optional<StoredCredentials> found, Secret password) {
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
                .doOnError(
                        broken -> limits.hashBrokenOff(attempt)); // not given back on cancellation: the guess was made
    }

    private Mono<Outcome> check(StoredCredentials known, Secret password, Sharer sharer) {
        return passwords
                .matches(password, known.passwordHash(), sharer)
                .flatMap(matches -> matches
                        ? refreshTokens
                                .begin(known.member().memberId())
                                .map(issued -> signedIn(known.member(), issued.refreshToken()))
                        : Mono.just(new Outcome.Refused()));
    }

    /** Signs in by a refresh token, which is replaced by the next one. */
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
