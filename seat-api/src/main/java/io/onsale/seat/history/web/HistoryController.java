package io.onsale.seat.history.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.seat.history.ChangeCause;
import io.onsale.seat.history.ReadHistory;
import io.onsale.seat.history.ReadHistory.ChangePage;
import io.onsale.seat.history.ReadHistory.SeatChanged;
import io.onsale.seat.history.RecordedState;
import io.onsale.seat.history.SeatHistory.ChangePosition;
import io.onsale.seat.history.SeatHistory.SeatRecord;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The seat is a query parameter: its id may have slashes and signs that proxies do not pass on in a path. */
@RestController
@Tag(name = "seats")
class HistoryController {
    private static final Pattern CURSOR = Pattern.compile("(\\d{1,16})-([0-3])");

    private final ReadHistory history;

    HistoryController(ReadHistory history) {
        this.history = history;
    }

    /**
     * One change of a seat.
     *
     * @param version of the performance's seats in which it changed; of a booking's changes the version of the hold that it took over
     * @param from what the seat was before, as far as it is known
     * @param holdId of the hold that began, ended or was booked
     * @param fanId whose hold or booking
     * @param who the seller or manager, if one of them did it
     */
    @Schema(name = "SeatHistoryEntry")
    record HistoryEntry(
            long version,
            Instant at,
            RecordedState from,
            RecordedState to,
            ChangeCause cause,
            @Nullable String holdId,
            @Nullable String fanId,
            @Nullable String bookingId,
            @Nullable String who,
            @Nullable String reason) {}

    /** @param next send it as {@code after} for the next page; null on the last page */
    @Schema(name = "SeatHistoryPage")
    record HistoryPage(
            String seatId,
            String label,
            List<HistoryEntry> changes,
            @Nullable String next) {}

    @GetMapping("/api/v1/admin/performances/{performanceId}/seats/history")
    @Operation(
            summary = "What happened to a seat, the latest first",
            description =
                    "For the event's seller and for managers. Complete for reservations, sales, returns and kept-back seats; of holds, those that Redis lost"
                            + " before they were read may be missing: LOST and REPAIR say where. A change appears some seconds after it happened. Kept for a"
                            + " year.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of changes",
            content = @Content(schema = @Schema(implementation = HistoryPage.class)))
    @Refuses(value = ProblemType.NOT_FOUND, note = "also for another seller's performance, and for an unknown seat")
    Mono<HistoryPage> history(
            @PathVariable String performanceId,
            @Parameter(description = "the seat's id") @RequestParam String seat,
            @Parameter(description = "next of the previous page") @RequestParam(required = false) @Nullable
                    String after,
            @Parameter(description = "changes per page") @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @Parameter(hidden = true) Principal caller) {
        return history.findPage(
                        new PerformanceId(performanceId),
                        new SeatId(seat),
                        caller,
                        after == null ? null : position(after),
                        limit)
                .map(HistoryController::json)
                .switchIfEmpty(Mono.error(
                        () -> new ProblemException(Problem.of(ProblemType.NOT_FOUND, "You have no such seat"))));
    }

    private static ChangePosition position(String after) {
        Matcher cursor = CURSOR.matcher(after);
        if (!cursor.matches()) {
            throw new ProblemException(Problem.invalid("after", "must be the value of next from a page of this list"));
        }
        return new ChangePosition(Long.parseLong(cursor.group(1)), Integer.parseInt(cursor.group(2)));
    }

    private static HistoryPage json(ChangePage page) {
        return new HistoryPage(
                page.seat().id().value(),
                page.seat().label(),
                page.changes().stream().map(HistoryController::json).toList(),
                page.hasMore() ? next(page.changes().getLast().record().position()) : null);
    }

    private static String next(ChangePosition position) {
        return position.version() + "-" + position.step();
    }

    private static HistoryEntry json(SeatChanged change) {
        SeatRecord record = change.record();
        return new HistoryEntry(
                record.position().version(),
                record.at(),
                change.from(),
                record.state(),
                record.cause(),
                record.holdId(),
                record.fanId(),
                record.bookingId(),
                record.who(),
                record.reason());
    }
}
