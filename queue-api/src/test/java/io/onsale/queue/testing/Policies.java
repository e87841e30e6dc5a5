package io.onsale.queue.testing;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SalePolicy.Limits;
import io.onsale.queue.sale.SalePolicy.Times;
import java.time.Duration;
import java.time.Instant;

/** Policies of sales of which a test cares for little. */
public final class Policies {
    private Policies() {}

    /** Opens then, with a lobby of an hour before. */
    public static SalePolicy opening(Instant opensAt, LineOrder order) {
        return SalePolicy.first(
                SaleId.next(),
                new Times(opensAt.minus(Duration.ofHours(1)), opensAt, opensAt.plus(Duration.ofDays(1))),
                order,
                Limits.of(100, 1_000));
    }
}
