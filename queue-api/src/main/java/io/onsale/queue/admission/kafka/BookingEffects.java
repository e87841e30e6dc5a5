package io.onsale.queue.admission.kafka;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.BookingCancelled;
import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.event.OnsaleEvent.BookingEvent;
import io.onsale.kernel.event.OnsaleEvent.BookingExpired;
import io.onsale.kernel.event.OnsaleEvent.BookingPlaced;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.Gate;
import io.onsale.queue.admission.Insiders;
import io.onsale.queue.line.Ending;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.WaitingLine;
import io.onsale.service.inbox.Inbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Mono;

/**
 * The effects of bookings on the line: a pending booking extends its fan's lease, a paid one frees the slot. An event only affects the place
 * under whose pass the seats were chosen, because it may arrive after the fan has joined again.
 */
final class BookingEffects {
    static final String CONSUMER = "queue-api-bookings";

    /** Added to the booking's own expiry, so that the lease never ends before the booking is decided. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Inbox inbox;
    private final Gate gate;
    private final WaitingLine line;
    private final Insiders insiders;
    private final Clock clock;

    BookingEffects(Inbox inbox, Gate gate, WaitingLine line, Insiders insiders, Clock clock) {
        this.inbox = inbox;
        this.gate = gate;
        this.line = line;
        this.insiders = insiders;
        this.clock = clock;
    }

    Mono<Void> apply(EventEnvelope<OnsaleEvent> event) {
        return event.data() instanceof BookingEvent booking
                ? inbox.onceOrAgain(CONSUMER, event.id(), effect(booking))
                : Mono.empty();
    }

    private Mono<Void> effect(BookingEvent booking) {
        SaleId sale = new SaleId(booking.saleId());
        FanId fan = new FanId(booking.fanId());
        return switch (booking) {
            case BookingPlaced placed ->
                gate.extend(sale, fan, placeOf(booking), untilDecided(placed))
                        .flatMap(end -> insiders.extend(sale, fan, end));
            case BookingConfirmed confirmed ->
                line.end(sale, fan, Ending.SERVED, placeOf(booking)).then();
            case BookingExpired expired -> Mono.empty(); // the fan may choose again during the lease
            case BookingCancelled cancelled -> Mono.empty();
        };
    }

    /** Old events do not name the place; they mean the one the fan has now. */
    private static long placeOf(BookingEvent booking) {
        Instant since = booking.placeSince();
        return since == null ? Place.ANY : since.toEpochMilli();
    }

    private Duration untilDecided(BookingPlaced placed) {
        return Duration.between(clock.instant(), placed.expiresAt()).plus(GRACE);
    }
}
