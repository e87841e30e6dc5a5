package io.onsale.ticket.device;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.ticket.code.DeviceKey;
import io.onsale.ticket.ticket.Ticket;
import io.onsale.ticket.ticket.TicketId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What shows each ticket: one device, or one paper. */
public interface Bindings {
    /**
     * A ticket as far as its binding is concerned.
     *
     * @param bound null until something was bound
     * @param rebinds changes of the binding so far
     */
    record Bindable(
            TicketId ticket,
            PerformanceId performance,
            Instant startsAt,
            Ticket.State state,
            int rebinds,
            int generation,
            @Nullable Bound bound) {}

    /** @param device null: it is shown by paper */
    record Bound(@Nullable DeviceKey device, Instant at) {}

    /** The fan's ticket, locked until the transaction ends; empty if the fan does not hold it. */
    Mono<Bindable> lock(FanId fan, TicketId ticket);

    /**
     * Binds a locked ticket in a new generation.
     *
     * @param device null: to paper
     */
    Mono<Bindable> bind(Bindable locked, @Nullable DeviceKey device);

    /** Gives the holder all re-binds again; false if there is no such ticket. */
    Mono<Boolean> allowRebinds(TicketId ticket, String managerId, String reason);
}
