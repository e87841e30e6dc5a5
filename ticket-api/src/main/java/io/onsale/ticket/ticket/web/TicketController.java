package io.onsale.ticket.ticket.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.money.Money;
import io.onsale.service.web.Pages;
import io.onsale.ticket.catalogue.ShowStatus;
import io.onsale.ticket.catalogue.Shows.Show;
import io.onsale.ticket.catalogue.VenueSummary;
import io.onsale.ticket.ticket.Ticket;
import io.onsale.ticket.ticket.TicketId;
import io.onsale.ticket.ticket.Tickets;
import io.onsale.ticket.ticket.Tickets.Admission;
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
import org.springframework.web.bind.annotation.GetMapping;
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
            VenueSummary venue,

            @Schema(description = "Whether the performance takes place as first announced")
            ShowStatus performanceStatus,

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
                    show.venue(),
                    show.performance().status(),
                    show.performance().reason(),
                    show.performance().previousStartsAt());
        }
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
            @Parameter(hidden = true) Principal fan) {
        Pages.checkShape(after);
        FanId owner = new FanId(fan.id());
        TicketId last = after == null ? null : new TicketId(after);
        Mono<TicketId> own = last == null ? Mono.empty() : tickets.findOfFan(owner, last);
        return Pages.page(tickets.ofFan(owner, last, limit).map(TicketView::of), after, own)
                .map(page -> new TicketPage(
                        page, page.size() < limit ? null : page.getLast().ticketId()));
    }
}
