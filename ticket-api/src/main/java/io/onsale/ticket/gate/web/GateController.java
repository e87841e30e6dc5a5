package io.onsale.ticket.gate.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.Pages;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.onsale.ticket.code.PublishedKeys;
import io.onsale.ticket.code.StatementSigner;
import io.onsale.ticket.gate.GateCaller;
import io.onsale.ticket.gate.GateLists;
import io.onsale.ticket.gate.GatePerformance;
import io.onsale.ticket.gate.GatePerformances;
import io.onsale.ticket.ticket.TicketId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What a gate loads: its performances, and the tickets of one. */
@RestController
@RequestMapping("/api/v1/gate/performances")
@Tag(name = "Gate")
class GateController {
    private static final Duration PAST = Duration.ofDays(1);
    private static final Duration FUTURE = Duration.ofDays(14);
    private static final int PERFORMANCES_MAX = 200; // of two weeks: more than any seller plays
    private static final int PAGE_MAX = 1_000; // tickets, about 200 kB
    private static final int FOUND_MAX = 20; // more is no help to a steward: type one more letter

    private final GatePerformances performances;
    private final GateLists lists;
    private final StatementSigner keys;
    private final Clock clock;

    GateController(GatePerformances performances, GateLists lists, StatementSigner keys, Clock clock) {
        this.performances = performances;
        this.lists = lists;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * @param timeZone of the venue, an IANA name
     * @param used how many of the valid tickets have let somebody in
     */
    record GatePerformanceView(
            String performanceId,
            String eventId,
            String title,
            Instant startsAt,
            String timeZone,
            List<String> grades,
            EntryView entry,
            long tickets,
            long used) {
        static GatePerformanceView of(GatePerformance performance) {
            return new GatePerformanceView(
                    performance.id().value(),
                    performance.event().value(),
                    performance.title(),
                    performance.startsAt(),
                    performance.timeZone(),
                    performance.grades(),
                    EntryView.of(performance.entry()),
                    performance.tickets(),
                    performance.used());
        }
    }

    record GatePerformanceList(List<GatePerformanceView> performances) {}

    @GetMapping
    @Operation(summary = "The performances that you may work at, from yesterday until in two weeks, by their start")
    @ApiResponse(
            responseCode = "200",
            description = "At most 200",
            content = @Content(schema = @Schema(implementation = GatePerformanceList.class)))
    Mono<GatePerformanceList> list(@Parameter(hidden = true) Principal caller) {
        Instant now = clock.instant();
        return performances
                .startingBetween(now.minus(PAST), now.plus(FUTURE), GateCaller.of(caller), PERFORMANCES_MAX)
                .map(GatePerformanceView::of)
                .collectList()
                .map(GatePerformanceList::new);
    }

    /**
     * @param serverTime to correct the device's clock by
     * @param keys verify the codes of its tickets
     */
    record GateSetup(GatePerformanceView performance, Instant serverTime, PublishedKeys keys) {}

    @GetMapping("/{performanceId}")
    @Operation(summary = "What a gate needs besides the list: keys, server time, entry rules, counts")
    @ApiResponse(
            responseCode = "200",
            description = "The performance",
            content = @Content(schema = @Schema(implementation = GateSetup.class)))
    @Refuses(ProblemType.NOT_FOUND)
    Mono<GateSetup> find(@PathVariable String performanceId, @Parameter(hidden = true) Principal caller) {
        return performances
                .find(GateCaller.of(caller), new PerformanceId(performanceId))
                .map(found -> new GateSetup(GatePerformanceView.of(found), clock.instant(), keys.publicKeys()))
                .switchIfEmpty(Mono.error(GateController::notFound));
    }

    /**
     * @param next send it as {@code after} for the next page, with the same {@code since}; null on the last page
     * @param version send it as {@code since} the next time; the same on all pages
     */
    record GateTicketPage(
            List<GateTicketView> tickets, @Nullable String next, long version) {}

    @GetMapping("/{performanceId}/list")
    @Operation(
            summary = "The tickets of a performance, also used and revoked ones",
            description =
                    "Without since all of them; with the version of an earlier answer only those that have changed since: each replaces the"
                            + " one with the same id. Some may come although they have not changed.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of tickets",
            content = @Content(schema = @Schema(implementation = GateTicketPage.class)))
    @Refuses(ProblemType.NOT_FOUND)
    Mono<GateTicketPage> page(
            @PathVariable String performanceId,
            @Parameter(description = "next of the previous page") @RequestParam(required = false) @Nullable
                    String after,
            @Parameter(description = "version of an earlier list") @RequestParam(defaultValue = "0") @Min(0) long since,
            @Parameter(description = "tickets per page") @RequestParam(defaultValue = "1000") @Min(1) @Max(PAGE_MAX)
                    int limit,
            @Parameter(hidden = true) Principal caller) {
        PerformanceId performance = new PerformanceId(performanceId);
        PageMark mark = PageMark.read(after);
        return mayWork(caller, performance)
                .then(mark == null ? lists.version() : Mono.just(mark.version()))
                .flatMap(version -> {
                    TicketId last = mark == null ? null : mark.last();
                    // a version from the future is one of a database that was restored since: start again
                    return lists.page(performance, last, since > version ? 0 : since, limit)
                            .map(GateTicketView::of)
                            .collectList()
                            .map(page -> new GateTicketPage(
                                    page,
                                    page.size() < limit
                                            ? null
                                            : new PageMark(
                                                            new TicketId(page.getLast()
                                                                    .ticketId()),
                                                            version)
                                                    .text(),
                                    version));
                });
    }

    /** Where a list goes on: after which ticket, and which version it has. */
    private record PageMark(TicketId last, long version) {
        private static final char SEPARATOR = '-'; // in no id of ours

        static @Nullable PageMark read(@Nullable String text) {
            Pages.checkShape(text);
            int at = text == null ? -1 : text.lastIndexOf(SEPARATOR);
            if (text == null) {
                return null;
            }
            try {
                return new PageMark(
                        new TicketId(text.substring(0, Math.max(0, at))), Long.parseLong(text.substring(at + 1)));
            } catch (IllegalArgumentException e) {
                throw new ProblemException(
                        Problem.invalid("after", "must be the value of next from a page of this list"));
            }
        }

        String text() {
            return last.value() + SEPARATOR + version;
        }
    }

    record FoundTickets(List<GateTicketView> tickets) {}

    @GetMapping("/{performanceId}/tickets")
    @Operation(summary = "Search tickets by seat, holder, booking or ticket id; at most 20")
    @ApiResponse(
            responseCode = "200",
            description = "The tickets",
            content = @Content(schema = @Schema(implementation = FoundTickets.class)))
    @Refuses(ProblemType.NOT_FOUND)
    Mono<FoundTickets> search(
            @PathVariable String performanceId,
            @Parameter(
                            description =
                                    "part of the seat's label or the holder's name, or the beginning of a booking's or ticket's id")
                    @RequestParam
                    @Size(min = 1, max = 64)
                    String q,
            @Parameter(hidden = true) Principal caller) {
        PerformanceId performance = new PerformanceId(performanceId);
        return mayWork(caller, performance)
                .thenMany(lists.search(performance, q.strip(), FOUND_MAX))
                .map(GateTicketView::of)
                .collectList()
                .map(FoundTickets::new);
    }

    private Mono<Void> mayWork(Principal caller, PerformanceId performance) {
        return performances
                .findRules(GateCaller.of(caller), performance)
                .switchIfEmpty(Mono.error(GateController::notFound))
                .then();
    }

    static ProblemException notFound() {
        return new ProblemException(Problem.of(ProblemType.NOT_FOUND, "There is no such performance"));
    }
}
