package io.onsale.kernel.event;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A published event was changed: its whole present state, so that readers who missed an earlier change lose nothing. Readers ignore it if
 * they have applied a higher revision of the same sale. Follows the {@link OnsaleEvent.SalePublished} of its sale on the same topic and key.
 *
 * @param revision of the event; {@code SalePublished} is revision 1
 * @param sale the schedule and the limits; capacity and rate are the first ones, which operators may have changed since
 * @param performances all of them, also new ones
 * @param cancelledBecause why the whole event is cancelled; null: it is not
 */
public record SaleRevised(
        String saleId,
        String eventId,
        long revision,
        String title,
        OnsaleEvent.SalePlan sale,
        List<RevisedPerformance> performances,
        Instant visibleFrom,
        String sellerId,
        @Nullable String cancelledBecause)
        implements OnsaleEvent {
    /** A performance as it is now. */
    public record RevisedPerformance(String performanceId, Instant startsAt, boolean cancelled) {}

    @Override
    public String orderingKey() {
        return saleId;
    }

    @Override
    public Topic topic() {
        return Topic.CATALOGUE;
    }
}
