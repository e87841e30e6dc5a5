package io.onsale.ticket.catalogue;

import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.money.Money;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What bookings need to know from the catalogue, by performance. */
public interface Offers {
    /**
     * What a booking needs to know about a performance.
     *
     * @param timeZone of the venue
     * @param postponedAt when it was last postponed; null if it was not
     * @param prices by grade
     */
    record Offer(
            EventId event,
            SaleId sale,
            Instant startsAt,
            ZoneId timeZone,
            boolean isCancelled,
            @Nullable Instant postponedAt,
            Map<String, Money> prices) {
        /** Whether the show has begun: from {@link #startsAt} on it can be neither booked nor paid. */
        public boolean hasStarted(Instant now) {
            return !startsAt.isAfter(now);
        }
    }

    /** At most a second old. */
    Mono<Offer> find(PerformanceId performance);

    /** As it is now: what is given back must not depend on what was known a second ago. */
    Mono<Offer> findNow(PerformanceId performance);
}
