package io.onsale.ticket.catalogue;

import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.event.SeatingPlan;
import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;
import io.onsale.service.web.Problem.FieldError;
import io.onsale.ticket.outbox.Outbox;
import io.onsale.ticket.store.Atomic;
import java.time.Clock;
import java.util.List;
import reactor.core.publisher.Mono;

/** Publishes an event: stores it with its sale and adds the message to the other services, in one transaction. */
public final class PublishEvent {
    /** The result. */
    public sealed interface Outcome {
        record Published(Event event) implements Outcome {}

        record Invalid(List<FieldError> errors) implements Outcome {}
    }

    private final Venues venues;
    private final Catalogue catalogue;
    private final Outbox outbox;
    private final Atomic atomic;
    private final Clock clock;

    public PublishEvent(Venues venues, Catalogue catalogue, Outbox outbox, Atomic atomic, Clock clock) {
        this.venues = venues;
        this.catalogue = catalogue;
        this.outbox = outbox;
        this.atomic = atomic;
        this.clock = clock;
    }

    /** The event with this {@code id}; if it exists, this is a repeat of the request that made it. */
    public Mono<Outcome> publish(EventId id, String sellerId, EventDraft draft) {
        return catalogue
                .find(id)
                .<Outcome>map(Outcome.Published::new)
                .switchIfEmpty(Mono.defer(() -> publishNew(id, sellerId, draft)));
    }

    private Mono<Outcome> publishNew(EventId id, String sellerId, EventDraft draft) {
        return venues.find(draft.venue())
                .filter(venue -> venue.sellerId().equals(sellerId))
                .flatMap(venue -> checkAndWrite(id, sellerId, draft, venue))
                .defaultIfEmpty(new Outcome.Invalid(List.of(new FieldError("venueId", "is not one of your venues"))));
    }

    private Mono<Outcome> checkAndWrite(EventId id, String sellerId, EventDraft draft, Venue venue) {
        List<FieldError> errors = EventRules.check(draft, venue.categories(), clock.instant());
        if (!errors.isEmpty()) {
            return Mono.just(new Outcome.Invalid(errors));
        }
        Event event = event(id, sellerId, venue, draft);
        return venues.getPlan(venue.id()).flatMap(plan -> write(event, plan)).thenReturn(new Outcome.Published(event));
    }

    private Mono<Void> write(Event event, SeatingPlan plan) {
        SalePublished published = new SalePublished(
                event.saleId().value(),
                event.id().value(),
                event.texts().title(),
                event.sale(),
                event.grades(),
                Revisions.performances(event),
                plan,
                event.visibleFrom(),
                event.sellerId());
        return catalogue.add(event).then(outbox.add(published)).as(atomic::atomically);
    }

    private static Event event(EventId id, String sellerId, Venue venue, EventDraft draft) {
        List<ScheduledShow> performances = draft.startTimes().stream()
                .sorted()
                .map(startsAt -> ScheduledShow.first(PerformanceId.next().value(), startsAt))
                .toList();
        return new Event(
                id,
                sellerId,
                VenueSummary.of(venue),
                draft.texts(),
                draft.visibleFrom(),
                draft.grades(),
                performances,
                SaleId.next(),
                draft.sale(),
                1);
    }
}
