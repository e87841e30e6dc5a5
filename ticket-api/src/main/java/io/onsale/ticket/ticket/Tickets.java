package io.onsale.ticket.ticket;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.ticket.booking.Booking;
import io.onsale.ticket.catalogue.Shows.Show;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All tickets. */
public interface Tickets {
    /** A ticket with its show. */
    record Admission(Ticket ticket, Show show) {}

    /** Issues one ticket per seat of a paid booking, in the transaction that confirms it. */
    Mono<Void> issue(Booking booking);

    Flux<Ticket> ofBooking(BookingId booking);

    /** Voids tickets. Errors unless all are {@code ISSUED}; the booking must be locked. */
    Mono<Void> markVoided(List<TicketId> ticketIds);

    /** Tickets of one fan, latest first. */
    Flux<Admission> ofFan(FanId fan, @Nullable TicketId after, int limit);

    /** The id of a ticket if it belongs to the fan. */
    Mono<TicketId> findOfFan(FanId fan, TicketId id);
}
