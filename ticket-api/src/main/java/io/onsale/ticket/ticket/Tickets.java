package io.onsale.ticket.ticket;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.ticket.booking.Booking;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All tickets. */
public interface Tickets {
    /** A ticket as its fan sees it, with the show's name and time. */
    record Admission(Ticket ticket, String title, Instant startsAt) {}

    /** One ticket for each seat of a booking that is paid, in the transaction of its confirmation. */
    Mono<Void> issue(Booking booking);

    Flux<Ticket> ofBooking(BookingId booking);

    /** Voids tickets, all of which must be {@code ISSUED} and locked by their booking's lock. */
    Mono<Void> markVoided(List<TicketId> ticketIds);

    /** Tickets of one fan, latest first. */
    Flux<Admission> ofFan(FanId fan, @Nullable TicketId after, int limit);

    /** The id of a ticket if it is one of the fan's. */
    Mono<TicketId> findOfFan(FanId fan, TicketId id);
}
