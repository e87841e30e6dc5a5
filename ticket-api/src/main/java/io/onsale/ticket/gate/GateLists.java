package io.onsale.ticket.gate;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.ticket.TicketId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The tickets of a performance, for gates that keep a copy. */
public interface GateLists {
    /**
     * The version of the list now. Everything that {@link #page} with {@code since} of an earlier version leaves out was the same then;
     * some tickets may come again.
     */
    Mono<Long> version();

    /**
     * Tickets by id.
     *
     * @param after the last ticket of the previous page
     * @param since only what has changed since this version; 0 means all
     */
    Flux<GateTicket> page(PerformanceId performance, @Nullable TicketId after, long since, int limit);

    /** Tickets whose seat or holder contains {@code text}, or whose id or booking's id begins with it. */
    Flux<GateTicket> search(PerformanceId performance, String text, int limit);
}
