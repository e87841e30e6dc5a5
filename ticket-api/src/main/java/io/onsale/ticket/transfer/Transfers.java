package io.onsale.ticket.transfer;

import io.onsale.kernel.id.FanId;
import io.onsale.ticket.member.Email;
import io.onsale.ticket.ticket.Ticket;
import io.onsale.ticket.ticket.TicketId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All transfers. A ticket is locked before it is offered or changes hands: the lock orders that with its use and its refund. */
public interface Transfers {
    /**
     * A ticket as far as passing it on is concerned.
     *
     * @param open the transfer that is open; null if none is
     * @param offers how often it was offered so far
     * @param hasStarted whether its show has begun, by the database's clock
     */
    record Offerable(
            TicketId ticket, Ticket.State state, @Nullable TransferId open, int offers, boolean hasStarted) {}

    /** The member's address; empty if it is unknown, as it is for accounts elsewhere. */
    Mono<Email> findEmail(FanId fan);

    /** The ticket if the fan holds it, locked until the transaction ends. Offers of it that nobody can accept any more are ended. */
    Mono<Offerable> lockTicket(FanId holder, TicketId ticket);

    /** Offers a locked ticket until {@code lasting} has passed or the show begins. */
    Mono<Transfer> offer(TransferId id, TicketId locked, FanId sender, Email email, Duration lasting);

    Mono<Transfer> find(TransferId id);

    /** The transfer and its ticket, locked until the transaction ends. */
    Mono<Transfer> lock(TransferId id);

    /** Hands a locked ticket to {@code recipient}, in a new generation that nothing shows yet. */
    Mono<Transfer> accept(TransferId locked, FanId recipient);

    /** Ends a locked offer. */
    Mono<Transfer> end(TransferId locked, Transfer.State state, FanId by);

    /** Latest first. */
    Flux<Transfer> sentBy(FanId fan, int limit);

    /** Latest first; those open and those that the fan has answered. */
    Flux<Transfer> receivedBy(FanId fan, Email email, int limit);
}
