package io.onsale.ticket.catalogue;

import io.onsale.kernel.event.SeatingPlan;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.money.Money;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Venues and events. Nothing in it changes once written. */
public interface Catalogue {
    /**
     * What a booking needs to know of a performance.
     *
     * @param prices by grade
     */
    record Offer(String eventId, String saleId, Instant startsAt, Map<String, Money> prices) {
        /** Whether the show has begun: from {@link #startsAt} on nobody books or pays. */
        public boolean hasStarted(Instant now) {
            return !startsAt.isAfter(now);
        }
    }

    Mono<Void> addVenue(Venue venue, SeatingPlan plan);

    Mono<Venue> findVenue(String venueId);

    /** The plan of a venue that exists; may be some megabytes. */
    Mono<SeatingPlan> getPlan(String venueId);

    Mono<Void> addEvent(Event event);

    Mono<Event> findEvent(String eventId);

    /**
     * Events that are visible to all at {@code now}, and those of {@code sellerId}, latest visibility first.
     *
     * @param after the last event of the page before
     */
    Flux<Event> list(@Nullable String sellerId, Instant now, @Nullable String after, int limit);

    Mono<Offer> findOffer(PerformanceId performance);
}
