package io.onsale.ticket.catalogue;

import io.onsale.kernel.event.SeatingPlan;
import io.onsale.ticket.store.Atomic;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Gives a venue a newer plan for its next events. A newer plan may add seats and change everything but one thing: it keeps the seats that the
 * venue has. Performances keep the plan that they were published with. Safe to repeat.
 */
public final class RevisePlan {
    public static final int DROPPED_NAMED_MAX = 100; // seats; a person who sees them knows what is wrong

    /** The result. */
    public sealed interface Outcome {
        record Revised(Venue venue) implements Outcome {}

        /** There is no such venue, or it is another seller's. */
        record NotFound() implements Outcome {}

        /**
         * The newer plan lacks seats.
         *
         * @param seatIds the first {@value #DROPPED_NAMED_MAX}, in the older plan's order
         * @param more how many there are besides
         */
        record SeatsDropped(List<String> seatIds, int more) implements Outcome {}
    }

    private final Venues venues;
    private final Atomic atomic;

    public RevisePlan(Venues venues, Atomic atomic) {
        this.venues = venues;
        this.atomic = atomic;
    }

    public Mono<Outcome> revise(VenueId id, String sellerId, SeatingPlan newer) {
        return venues.lockPlan(id, sellerId)
                .flatMap(older -> replace(id, older, newer))
                .defaultIfEmpty(new Outcome.NotFound())
                .as(atomic::atomically);
    }

    private Mono<Outcome> replace(VenueId id, SeatingPlan older, SeatingPlan newer) {
        List<String> dropped = dropped(older, newer);
        if (!dropped.isEmpty()) {
            int named = Math.min(dropped.size(), DROPPED_NAMED_MAX);
            return Mono.just(new Outcome.SeatsDropped(List.copyOf(dropped.subList(0, named)), dropped.size() - named));
        }
        return venues.replacePlan(id, newer)
                .then(Mono.defer(() -> venues.find(id)))
                .map(Outcome.Revised::new);
    }

    private static List<String> dropped(SeatingPlan older, SeatingPlan newer) {
        Set<String> kept = new HashSet<>(seatIds(newer));
        List<String> dropped = new ArrayList<>(seatIds(older));
        dropped.removeIf(kept::contains);
        return dropped;
    }

    private static List<String> seatIds(SeatingPlan plan) {
        return plan.zones().stream()
                .flatMap(zone -> zone.rows().stream())
                .flatMap(row -> row.seats().stream())
                .map(SeatingPlan.Seat::id)
                .toList();
    }
}
