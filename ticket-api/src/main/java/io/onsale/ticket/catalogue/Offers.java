package io.onsale.ticket.catalogue;

import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.money.Money;
import java.time.Instant;
import java.util.Map;
import reactor.core.publisher.Mono;

/** What bookings need to know from the catalogue, by performance. */
public interface Offers {
    /**
     * What a booking needs to know about a performance.
     *
     * @param prices by grade
     */
    record Offer(EventId event, SaleId sale, Instant startsAt, Map<String, Money> prices) {
        /** Whether the show has begun: from {@link #startsAt} on it can be neither booked nor paid. */
        public boolean hasStarted(Instant now) {
            return !startsAt.isAfter(now);
        }
    }

    Mono<Offer> find(PerformanceId performance);
}
