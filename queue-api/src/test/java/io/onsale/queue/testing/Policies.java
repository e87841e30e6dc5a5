package io.onsale.queue.testing;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SalePolicy.Limits;
import io.onsale.queue.sale.SalePolicy.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Policies with defaults, for tests that depend on few of their values. */
public final class Policies {
    private Policies() {}

    /** The request body of a policy change: defaults except for the given values. */
    public static Map<String, Object> change(
            long version, int capacity, int admissionsPerSecond, Map<String, Object> others) {
        Map<String, Object> body = new HashMap<>();
        body.put("version", version);
        body.put("capacity", capacity);
        body.put("admissionsPerSecond", admissionsPerSecond);
        body.put("claimWindowSeconds", 45);
        body.put("leaseSeconds", 600);
        body.put("refresh", "KEEP");
        body.put("presenceGraceSeconds", 60);
        body.put("challengeBits", 0);
        body.putAll(others);
        return body;
    }

    /** Opens at that time, with a lobby one hour before. */
    public static SalePolicy opening(Instant opensAt, LineOrder order) {
        return SalePolicy.first(
                SaleId.next(),
                new Times(opensAt.minus(Duration.ofHours(1)), opensAt, opensAt.plus(Duration.ofDays(1))),
                order,
                Limits.of(100, 1_000));
    }
}
