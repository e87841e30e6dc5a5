package io.onsale.seat.hold.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.hash.Sha256;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.pass.Pass;
import io.onsale.kernel.pass.PassCheck;
import io.onsale.kernel.pass.PassCheck.Accepted;
import io.onsale.kernel.pass.PassCheck.Refused;
import io.onsale.kernel.pass.PassCheck.UnknownKey;
import io.onsale.kernel.pass.PassVerifier;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.seat.hold.Passes;
import io.onsale.seat.revocation.RevokedPasses;
import io.onsale.service.access.JwksClient;
import io.onsale.service.limit.CallerLimit;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.onsale.service.web.Unavailable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import reactor.core.publisher.Mono;

/**
 * Verifies each pass once, with queue-api's public keys, and remembers it until it expires or its key is dropped. Forgeries are remembered
 * separately, so that they cannot push out accepted passes, and each fan may send only few unknown ones: verifying a pass costs more than the rest
 * of a hold. Whether a pass was revoked is checked each time, in memory.
 */
final class CheckedPasses implements Passes {
    private static final int REMEMBERED_MAX =
            100_000; // about 800 bytes each; far above the fans inside all sales of a node

    private static final int FORGED_MAX = 20_000; // about 150 bytes each

    private record Remembered(Pass pass, String keyId) {}

    private final PassVerifier verifier;
    private final JwksClient keys;
    private final RevokedPasses revoked;
    private final Clock clock;
    private final Cache<String, Remembered> accepted =
            Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).build();
    private final Cache<ByteBuffer, Boolean> forged =
            Caffeine.newBuilder().maximumSize(FORGED_MAX).build(); // by SHA-256: a forgery stays one
    private final CallerLimit unknown;
    private final Counter verified;

    CheckedPasses(
            PassVerifier verifier,
            JwksClient keys,
            RevokedPasses revoked,
            CallerLimit unknown,
            MeterRegistry meters,
            Clock clock) {
        this.verifier = verifier;
        this.keys = keys;
        this.revoked = revoked;
        this.unknown = unknown;
        this.clock = clock;
        this.verified = Counter.builder("onsale.seat.passes.verified")
                .description("Signatures of passes checked, 1.5 ms each")
                .register(meters);
    }

    @Override
    public Mono<Pass> findPass(String text, FanId fan, SaleId sale) {
        if (!revoked.isLoaded()) {
            return Mono.error(new Unavailable("The list of revoked passes"));
        }
        Remembered known = accepted.getIfPresent(text);
        if (known != null && keys.known().getKeyByKeyId(known.keyId()) != null) {
            return known.pass().expiresAt().isAfter(clock.instant()) ? ifFits(known.pass(), fan, sale) : Mono.empty();
        }
        ByteBuffer digest = digest(text);
        return forged.getIfPresent(digest) == null ? verify(text, digest, fan, sale) : Mono.empty();
    }

    private Mono<Pass> verify(String text, ByteBuffer digest, FanId fan, SaleId sale) {
        Duration wait = unknown.take(fan.value());
        if (wait != null) {
            return Mono.error(new ProblemException(
                    Problem.of(ProblemType.TOO_MANY_REQUESTS, "You have sent too many passes that are not ours"),
                    wait));
        }
        return switch (check(text, digest, keys.known())) {
            case UnknownKey other ->
                keys.refreshed()
                        .doOnError(away -> unknown.giveBack(fan.value()))
                        .flatMap(fresh -> settle(text, fan, sale, check(text, digest, fresh)));
            case PassCheck settled -> settle(text, fan, sale, settled);
        };
    }

    private PassCheck check(String text, ByteBuffer digest, JWKSet known) {
        PassCheck check = verifier.check(text, known);
        switch (check) {
            case Accepted ok -> verified.increment();
            case Refused refused -> {
                if (refused.isForged()) {
                    verified.increment();
                    forged.put(digest, true);
                }
            }
            case UnknownKey other -> {}
        }
        return check;
    }

    private static ByteBuffer digest(String text) {
        return ByteBuffer.wrap(Sha256.of(text.getBytes(StandardCharsets.ISO_8859_1)));
    }

    private Mono<Pass> settle(String text, FanId fan, SaleId sale, PassCheck check) {
        return switch (check) {
            case Accepted ok -> {
                accepted.put(text, new Remembered(ok.pass(), ok.keyId()));
                unknown.giveBack(fan.value());
                yield ifFits(ok.pass(), fan, sale);
            }
            case Refused refused -> {
                if (!refused.isForged()) {
                    unknown.giveBack(fan.value()); // it cost next to nothing
                }
                yield Mono.empty();
            }
            case UnknownKey other -> { // queue-api does not know it either
                unknown.giveBack(fan.value());
                yield Mono.empty();
            }
        };
    }

    private Mono<Pass> ifFits(Pass pass, FanId fan, SaleId sale) {
        return fits(pass, fan, sale) ? Mono.just(pass) : Mono.empty();
    }

    private boolean fits(Pass pass, FanId fan, SaleId sale) {
        return pass.fan().equals(fan) && pass.sale().equals(sale) && !revoked.covers(pass);
    }
}
