package io.onsale.service.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.onsale.kernel.access.AccessCheck;
import io.onsale.kernel.access.AccessCheck.Accepted;
import io.onsale.kernel.access.AccessCheck.UnknownKey;
import io.onsale.kernel.access.AccessTokenVerifier;
import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Turns access tokens into principals. Fans' tokens are verified each time, which costs about as much as a cache lookup. Tokens of staff
 * and services are verified once and then cached for as long as their key is published.
 */
public final class Authenticator {
    /** Bound of the cache of accepted staff and service tokens. About 700 bytes each; hundreds are in use. */
    private static final int REMEMBERED_MAX = 10_000;

    private final AccessTokenVerifier verifier;
    private final JwksClient staffKeys;
    private final Clock clock;
    /** @param key that signed the token; the entry is invalid if the id now belongs to a different key */
    private record Remembered(Accepted accepted, JWK key) {}

    private final Cache<String, Remembered> accepted =
            Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).build();

    public Authenticator(AccessTokenVerifier verifier, JwksClient staffKeys, Clock clock) {
        this.verifier = verifier;
        this.staffKeys = staffKeys;
        this.clock = clock;
    }

    /** Checks {@code token} against the cached keys; never waits. On {@link UnknownKey} call {@link #authenticate}. */
    AccessCheck check(String token) {
        JWKSet keys = staffKeys.known();
        Remembered remembered = accepted.getIfPresent(token);
        return remembered != null && isGood(remembered, keys)
                ? remembered.accepted()
                : remember(token, verifier.check(token, keys), keys);
    }

    /** The principal, or empty if the token is refused. Errors with {@code Unavailable} if a key set is needed and cannot be fetched. */
    public Mono<Principal> authenticate(String token) {
        AccessCheck check = check(token);
        return check instanceof UnknownKey
                ? staffKeys
                        .refreshed()
                        .mapNotNull(keys -> principal(remember(token, verifier.check(token, keys), keys)))
                : Mono.justOrEmpty(principal(check));
    }

    private AccessCheck remember(String token, AccessCheck check, JWKSet keys) {
        if (check instanceof Accepted ok && ok.principal().role() != Role.FAN) {
            accepted.put(token, new Remembered(ok, keys.getKeyByKeyId(ok.keyId())));
        }
        return check;
    }

    private boolean isGood(Remembered remembered, JWKSet keys) {
        Accepted was = remembered.accepted();
        return was.principal().expiresAt().isAfter(clock.instant())
                && remembered.key().equals(keys.getKeyByKeyId(was.keyId()));
    }

    private static @Nullable Principal principal(AccessCheck check) {
        return check instanceof Accepted ok ? ok.principal() : null;
    }
}
