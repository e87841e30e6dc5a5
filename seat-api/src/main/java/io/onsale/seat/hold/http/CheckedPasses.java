package io.onsale.seat.hold.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.pass.Pass;
import io.onsale.kernel.pass.PassCheck;
import io.onsale.kernel.pass.PassCheck.Accepted;
import io.onsale.kernel.pass.PassCheck.Refused;
import io.onsale.kernel.pass.PassCheck.UnknownKey;
import io.onsale.kernel.pass.PassVerifier;
import io.onsale.seat.hold.Passes;
import io.onsale.seat.revocation.RevokedPasses;
import io.onsale.service.access.JwksClient;
import io.onsale.service.web.Unavailable;
import java.time.Clock;
import reactor.core.publisher.Mono;

/**
 * Verifies each pass once, with queue-api's public keys, and remembers it while it is in time and its key is among them. Only what was
 * accepted is remembered: nonsense cannot push it out. Whether it was
 * revoked is asked each time, in memory.
 */
final class CheckedPasses implements Passes {
    private static final int REMEMBERED_MAX =
            100_000; // about 800 bytes each; far above the fans inside all sales of a node

    private record Remembered(Pass pass, String keyId) {}

    private final PassVerifier verifier;
    private final JwksClient keys;
    private final RevokedPasses revoked;
    private final Clock clock;
    private final Cache<String, Remembered> accepted =
            Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).build();

    CheckedPasses(PassVerifier verifier, JwksClient keys, RevokedPasses revoked, Clock clock) {
        this.verifier = verifier;
        this.keys = keys;
        this.revoked = revoked;
        this.clock = clock;
    }

    @Override
    public Mono<Boolean> admits(String text, FanId fan, SaleId sale) {
        if (!revoked.isLoaded()) {
            return Mono.error(new Unavailable("The list of revoked passes"));
        }
        Remembered known = accepted.getIfPresent(text);
        if (known != null && keys.known().getKeyByKeyId(known.keyId()) != null) {
            return Mono.just(
                    fits(known.pass(), fan, sale) && known.pass().expiresAt().isAfter(clock.instant()));
        }
        return switch (verifier.check(text, keys.known())) {
            case UnknownKey unknown -> keys.refreshed().map(fresh -> settle(text, fan, sale, fresh));
            case PassCheck settled -> Mono.just(settle(text, fan, sale, settled));
        };
    }

    private boolean settle(String text, FanId fan, SaleId sale, JWKSet fresh) {
        return settle(text, fan, sale, verifier.check(text, fresh));
    }

    private boolean settle(String text, FanId fan, SaleId sale, PassCheck check) {
        return switch (check) {
            case Accepted ok -> {
                accepted.put(text, new Remembered(ok.pass(), ok.keyId()));
                yield fits(ok.pass(), fan, sale);
            }
            case Refused refused -> false;
            case UnknownKey unknown -> false; // also queue-api does not know it
        };
    }

    private boolean fits(Pass pass, FanId fan, SaleId sale) {
        return pass.fan().equals(fan) && pass.sale().equals(sale) && !revoked.covers(pass);
    }
}
