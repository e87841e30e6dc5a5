package io.onsale.ticket.ticket;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.ticket.booking.Booking;
import io.onsale.ticket.catalogue.Shows.Show;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All tickets. */
public interface Tickets {
    /** A ticket with its show. */
    record Admission(Ticket ticket, Show show) {}

    /**
     * What shows a ticket now.
     *
     * @param generation of its statement; older ones no longer open the gate
     */
    record Shown(Kind kind, int generation, Instant boundAt) {
        /** A device, with a new code every 15 seconds; or paper, with one code that works once. */
        public enum Kind {
            DEVICE,
            PAPER
        }
    }

    /** An open offer to pass it on. */
    record Offered(String transferId, String email, Instant expiresAt) {}

    /**
     * One ticket with everything that its holder may know.
     *
     * @param shown null until a device or paper was bound
     * @param rebinds how often that changed since the ticket was issued or passed on
     * @param offered null unless it is being passed on
     */
    record Held(
            Admission admission,
            @Nullable Shown shown,
            int rebinds,
            @Nullable Offered offered) {}

    /** Issues one ticket per seat of a paid booking, in the transaction that confirms it. */
    Mono<Void> issue(Booking booking);

    /** The tickets of a booking, locked until the transaction ends: nobody uses them or passes them on meanwhile. */
    Flux<Ticket> lockOfBooking(BookingId booking);

    /** Voids tickets. Errors unless all stand; they must be locked. */
    Mono<Void> markVoided(List<TicketId> ticketIds);

    /**
     * Tickets that one fan holds, latest first.
     *
     * @param state only those; null means all
     */
    Flux<Admission> ofFan(FanId fan, Ticket.@Nullable State state, @Nullable TicketId after, int limit);

    /** The ticket if the fan holds it. */
    Mono<Held> findHeld(FanId fan, TicketId id);

    /** The id of a ticket if it belongs to the fan. */
    Mono<TicketId> findOfFan(FanId fan, TicketId id);
}
