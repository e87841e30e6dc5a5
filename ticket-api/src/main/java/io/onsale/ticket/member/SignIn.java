package io.onsale.ticket.member;

import io.onsale.kernel.access.AccessTokenSigner;
import io.onsale.kernel.access.Principal;
import io.onsale.ticket.member.Members.Credentials;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Turns an address and a password, or a refresh token, into an access token. */
public final class SignIn {
    /** How long an access token is good for: an evening's sale without signing in again. */
    public static final Duration ACCESS_TOKEN_TTL = Duration.ofHours(2);

    /** What became of it. */
    public sealed interface Outcome {
        record SignedIn(Member member, String accessToken, Duration expiresIn, String refreshToken)
                implements Outcome {}

        /** Not saying which: address and password, or the token, do not fit an account. */
        record Refused() implements Outcome {}
    }

    private final Members members;
    private final Passwords passwords;
    private final RefreshTokens refreshTokens;
    private final AccessTokenSigner signer;
    private final Clock clock;

    public SignIn(
            Members members, Passwords passwords, RefreshTokens refreshTokens, AccessTokenSigner signer, Clock clock) {
        this.members = members;
        this.passwords = passwords;
        this.refreshTokens = refreshTokens;
        this.signer = signer;
        this.clock = clock;
    }

    /** By password; takes the same time for an unknown address as for a wrong password. */
    public Mono<Outcome> withPassword(String email, String password) {
        return findCredentials(email)
                .flatMap(found -> found.map(known -> check(known, password))
                        .orElseGet(() -> passwords.matchesNobody(password).thenReturn(new Outcome.Refused())));
    }

    private Mono<Optional<Credentials>> findCredentials(String email) {
        return Mono.justOrEmpty(Email.parse(email))
                .flatMap(members::findByEmail)
                .singleOptional();
    }

    private Mono<Outcome> check(Credentials known, String password) {
        return passwords
                .matches(password, known.passwordHash())
                .flatMap(matches -> matches
                        ? refreshTokens
                                .begin(known.member().memberId())
                                .map(issued -> signedIn(known.member(), issued.refreshToken()))
                        : Mono.just(new Outcome.Refused()));
    }

    /** By a refresh token, which is replaced by the next one. */
    public Mono<Outcome> withRefreshToken(String refreshToken) {
        return refreshTokens
                .use(refreshToken)
                .flatMap(issued ->
                        members.find(issued.memberId()).map(member -> signedIn(member, issued.refreshToken())))
                .defaultIfEmpty(new Outcome.Refused());
    }

    private Outcome signedIn(Member member, String refreshToken) {
        Instant expiresAt = clock.instant().plus(ACCESS_TOKEN_TTL);
        String accessToken = signer.sign(new Principal(member.memberId(), member.role(), expiresAt));
        return new Outcome.SignedIn(member, accessToken, ACCESS_TOKEN_TTL, refreshToken);
    }
}
