package io.onsale.service.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import io.onsale.kernel.access.AccessCheck;
import io.onsale.kernel.access.AccessCheck.Accepted;
import io.onsale.kernel.access.AccessCheck.Refused;
import io.onsale.kernel.access.AccessCheck.UnknownKey;
import io.onsale.kernel.access.AccessTokenVerifier;
import io.onsale.kernel.access.Principal;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Turns access tokens into principals; each token is verified once while it is remembered. */
public final class Authenticator {
    /** Accepted tokens remembered, about 500 bytes each: 100 MB at the most, for a node's share of a big opening. */
    private static final int REMEMBERED_MAX = 200_000;

    private final AccessTokenVerifier verifier;
    private final JwksClient staffKeys;
    private final Clock clock;
    private final Cache<String, Principal> accepted =
            Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).build();

    public Authenticator(AccessTokenVerifier verifier, JwksClient staffKeys, Clock clock) {
        this.verifier = verifier;
        this.staffKeys = staffKeys;
        this.clock = clock;
    }

    /** The principal of a token that was accepted before and still is in time, or null: no waiting, no allocation. */
    public @Nullable Principal remembered(String token) {
        Principal principal = accepted.getIfPresent(token);
        return principal != null && principal.expiresAt().isAfter(clock.instant()) ? principal : null;
    }

    /** The principal, or empty if the token is refused. Errors with {@code Unavailable} if a key set is needed and not to be had. */
    public Mono<Principal> authenticate(String token) {
        return switch (verifier.check(token, staffKeys.known())) {
            case UnknownKey unknown -> staffKeys.refreshed().flatMap(keys -> settle(token, keys));
            case AccessCheck settled -> settle(token, settled);
        };
    }

    private Mono<Principal> settle(String token, JWKSet keys) {
        return settle(token, verifier.check(token, keys));
    }

    private Mono<Principal> settle(String token, AccessCheck check) {
        return switch (check) {
            case Accepted ok -> {
                accepted.put(token, ok.principal());
                yield Mono.just(ok.principal());
            }
            case Refused refused -> Mono.empty();
            case UnknownKey unknown -> Mono.empty();
        };
    }
}
