package io.onsale.seat.revocation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.pass.Pass;

/** This node's copy of the revocations in force, checked before each hold without I/O. Thread-safe. */
public final class RevokedPasses {
    /** About 250 bytes each. Far more than the fans of all sales who give up a pass within its life. */
    private static final int REMEMBERED_MAX = 200_000;

    private static final String EVERYBODY = "";

    private record Key(SaleId sale, String fan) {}

    private final Cache<Key, Long> placesBeforeMs;
    private volatile boolean loaded;

    public RevokedPasses(MeterRegistry meters) {
        Counter forgotten = Counter.builder("onsale.seat.revocations.forgotten")
                .description("revocations that did not fit into memory: their passes are valid again on this node")
                .register(meters);
        placesBeforeMs = Caffeine.newBuilder()
                .maximumSize(REMEMBERED_MAX)
                .expireAfterWrite(Revocation.PASS_LIFE_MAX)
                .evictionListener((key, before, cause) -> {
                    if (cause == RemovalCause.SIZE) {
                        forgotten.increment();
                    }
                })
                .build();
        meters.gauge("onsale.seat.revocations", placesBeforeMs, cache -> cache.estimatedSize());
    }

    /** Adds {@code revocation}; the order does not matter. */
    public void add(Revocation revocation) {
        Key key = new Key(
                revocation.sale(),
                revocation.fan() == null ? EVERYBODY : revocation.fan().value());
        placesBeforeMs.asMap().merge(key, revocation.placesBeforeMs(), Math::max);
    }

    /** From now on {@link #covers} may be trusted. */
    public void loaded() {
        loaded = true;
    }

    /** Whether this node has read what was revoked before it started. Until then no pass may be accepted. */
    public boolean isLoaded() {
        return loaded;
    }

    /** Whether {@code pass} was revoked. */
    public boolean covers(Pass pass) {
        return covers(pass, EVERYBODY) || covers(pass, pass.fan().value());
    }

    private boolean covers(Pass pass, String fan) {
        Long before = placesBeforeMs.getIfPresent(new Key(pass.sale(), fan));
        return before != null && pass.since().toEpochMilli() < before;
    }
}
