package io.onsale.ticket.ticket.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.money.Money;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.Pages;
import io.onsale.service.web.Problem;
import io.onsale.ticket.catalogue.PerformanceStatus;
import io.onsale.ticket.catalogue.Shows.Show;
import io.onsale.ticket.catalogue.VenueSummary;
import io.onsale.ticket.ticket.Ticket;
import io.onsale.ticket.ticket.TicketId;
import io.onsale.ticket.ticket.Tickets;
import io.onsale.ticket.ticket.Tickets.Admission;
import io.onsale.ticket.ticket.Tickets.Held;
import io.onsale.ticket.ticket.Tickets.Offered;
import io.onsale.ticket.ticket.Tickets.Shown;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Tickets")
class TicketController {
    private final Tickets tickets;

    TicketController(Tickets tickets) {
        this.tickets = tickets;
    }

    record TicketView(
            String ticketId,
            String bookingId,
            String eventId,
            String title,
            String performanceId,
            Instant startsAt,
            String seatId,
            String label,
            String grade,
            Money price,
            Ticket.State state,
            Instant issuedAt,
            @Nullable Instant usedAt,
            @Nullable String usedGate,

            VenueSummary venue,

            @Schema(description = "Whether the performance takes place as first announced")
            PerformanceStatus performanceStatus,

            @Schema(description = "Why it was postponed or cancelled") @Nullable
            String performanceReason,

            @Schema(description = "The date before the latest postponement") @Nullable
            Instant previousStartsAt) {
        static TicketView of(Admission admission) {
            Ticket ticket = admission.ticket();
            Show show = admission.show();
            return new TicketView(
                    ticket.id().value(),
                    ticket.booking().value(),
                    ticket.event().value(),
                    show.title(),
                    ticket.performance().value(),
                    show.performance().startsAt(),
                    ticket.seat().value(),
                    ticket.label(),
                    ticket.grade(),
                    ticket.price(),
                    ticket.state(),
                    ticket.issuedAt(),
                    ticket.usedAt(),
                    ticket.usedGate(),
                    show.venue(),
                    show.performance().status(),
                    show.performance().reason(),
                    show.performance().previousStartsAt());
        }
    }

    /** What shows the ticket now. Statements and paper of an earlier generation no longer open the gate. */
    record TicketBinding(Shown.Kind kind, int generation, Instant boundAt) {}

    /** An open offer; the ticket stays yours until it is accepted. */
    record TicketOffer(String transferId, String email, Instant expiresAt) {}

    /**
     * @param binding null until a device or paper was bound
     * @param rebindsLeft how often it may still move to another device or to paper; the first binding does not count
     * @param offer null unless it is being passed on
     */
    record HeldTicket(
            TicketView ticket,
            @Nullable TicketBinding binding,
            int rebindsLeft,
            @Nullable TicketOffer offer) {
        static HeldTicket of(Held held) {
            Shown shown = held.shown();
            Offered offered = held.offered();
            return new HeldTicket(
                    TicketView.of(held.admission()),
                    shown == null ? null : new TicketBinding(shown.kind(), shown.generation(), shown.boundAt()),
                    Math.max(0, Ticket.REBINDS_MAX - held.rebinds()),
                    offered == null
                            ? null
                            : new TicketOffer(offered.transferId(), offered.email(), offered.expiresAt()));
        }
    }

    @GetMapping("/api/v1/tickets/{ticketId}")
    @Operation(summary = "One of your tickets, with what shows it and whether it is being passed on")
    @ApiResponse(
            responseCode = "200",
            description = "The ticket",
            content = @Content(schema = @Schema(implementation = HeldTicket.class)))
    @Refuses(ProblemType.NOT_FOUND)
    Mono<ResponseEntity<Object>> find(@PathVariable String ticketId, @Parameter(hidden = true) Principal fan) {
        return tickets.findHeld(new FanId(fan.id()), new TicketId(ticketId))
                .map(held -> ResponseEntity.ok((Object) HeldTicket.of(held)))
                .defaultIfEmpty(Problem.of(ProblemType.NOT_FOUND, "You have no such ticket")
                        .answer());
    }

    /** @param next send it as {@code after} for the next page; null on the last page */
    record TicketPage(List<TicketView> tickets, @Nullable String next) {}

    @GetMapping("/api/v1/tickets")
    @Operation(summary = "Your tickets, latest first")
    @ApiResponse(
            responseCode = "200",
            description = "A page of tickets",
            content = @Content(schema = @Schema(implementation = TicketPage.class)))
    Mono<TicketPage> list(
            @Parameter(description = "next of the previous page") @RequestParam(required = false) @Nullable
                    String after,
            @Parameter(description = "tickets per page") @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @Parameter(description = "only tickets in this state; USED ones make the ticket book")
                    @RequestParam(required = false)
                    Ticket.@Nullable State state,
            @Parameter(hidden = true) Principal fan) {
        Pages.checkShape(after);
        FanId owner = new FanId(fan.id());
        TicketId last = after == null ? null : new TicketId(after);
        Mono<TicketId> own = last == null ? Mono.empty() : tickets.findOfFan(owner, last);
        return Pages.page(tickets.ofFan(owner, state, last, limit).map(TicketView::of), after, own)
                .map(page -> new TicketPage(
                        page, page.size() < limit ? null : page.getLast().ticketId()));
    }
}
