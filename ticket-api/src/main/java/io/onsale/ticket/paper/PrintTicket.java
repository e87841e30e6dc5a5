package io.onsale.ticket.paper;

import io.onsale.kernel.id.FanId;
import io.onsale.ticket.code.CodeVerifier;
import io.onsale.ticket.device.BindTicket;
import io.onsale.ticket.ticket.TicketId;
import io.onsale.ticket.ticket.Tickets;
import java.time.Instant;
import java.time.ZoneId;
import reactor.core.publisher.Mono;

/**
 * Puts a ticket on paper, for a fan without a phone. Whoever shows the paper first enters, so it ends what showed the ticket before; the
 * same paper again changes nothing.
 */
public final class PrintTicket {
    /** The result. */
    public sealed interface Outcome {
        record Printed(Paper paper) implements Outcome {}

        /** Not bound to paper, and why. */
        record Refused(BindTicket.Outcome.Refusal why) implements Outcome {}
    }

    /**
     * What stands on it.
     *
     * @param zone of the venue, in whose time the start is printed
     */
    public record Paper(
            String title, Instant startsAt, ZoneId zone, String label, String grade, String ticketId, String code) {}

    private final BindTicket bindTicket;
    private final Tickets tickets;

    public PrintTicket(BindTicket bindTicket, Tickets tickets) {
        this.bindTicket = bindTicket;
        this.tickets = tickets;
    }

    public Mono<Outcome> print(FanId fan, TicketId ticket) {
        return bindTicket.bind(fan, ticket, null).flatMap(outcome -> switch (outcome) {
            case BindTicket.Outcome.Done done -> printed(fan, done.binding());
            case BindTicket.Outcome.Refusal refusal -> Mono.just(new Outcome.Refused(refusal));
        });
    }

    private Mono<Outcome> printed(FanId fan, BindTicket.Binding binding) {
        return tickets.findHeld(fan, binding.ticket())
                .<Outcome>map(held -> new Outcome.Printed(paper(held.admission(), binding)))
                .defaultIfEmpty(new Outcome.Refused(new BindTicket.Outcome.NotFound())); // passed on in between
    }

    private static Paper paper(Tickets.Admission admission, BindTicket.Binding binding) {
        return new Paper(
                admission.show().title(),
                admission.show().performance().startsAt(),
                ZoneId.of(admission.show().venue().timeZone()),
                admission.ticket().label(),
                admission.ticket().grade(),
                admission.ticket().id().value(),
                CodeVerifier.paperCode(binding.statement().bytes()));
    }
}
