package io.onsale.seat.hold.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.seat.SeatApi;
import io.onsale.seat.hold.Hold;
import io.onsale.seat.hold.HoldOutcome;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.HoldOutcome.KeyReused;
import io.onsale.seat.hold.HoldOutcome.LeavesSingle;
import io.onsale.seat.hold.HoldOutcome.LimitReached;
import io.onsale.seat.hold.HoldOutcome.NoHoldToReplace;
import io.onsale.seat.hold.HoldOutcome.NoSuchPerformance;
import io.onsale.seat.hold.HoldOutcome.NoneFit;
import io.onsale.seat.hold.HoldOutcome.PassRefused;
import io.onsale.seat.hold.HoldOutcome.PerformanceCancelled;
import io.onsale.seat.hold.HoldOutcome.PerformanceStarted;
import io.onsale.seat.hold.HoldOutcome.Taken;
import io.onsale.seat.hold.HoldOutcome.Unknown;
import io.onsale.seat.hold.HoldReleaseOutcome;
import io.onsale.seat.hold.HoldSeats;
import io.onsale.seat.hold.HoldSeats.HoldRequest;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.plan.Performances;
import io.onsale.service.limit.CallerLimit;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "holds")
@SecurityRequirement(name = SeatApi.BEARER)
class HoldController {
    private static final int KEY_LENGTH_MAX = 255; // characters, as the other services read

    private static final String NOT_FOUND_WHEN = "over, reserved by a booking, or not yours";

    private final HoldSeats holdSeats;
    private final SeatHolds holds;
    private final Performances performances;
    private final CallerLimit limit;

    HoldController(HoldSeats holdSeats, SeatHolds holds, Performances performances, CallerLimit holdLimit) {
        this.holdSeats = holdSeats;
        this.holds = holds;
        this.performances = performances;
        this.limit = holdLimit;
    }

    @PostMapping("/api/v1/performances/{performanceId}/holds")
    @Operation(summary = "Hold seats: all that you ask for, or none")
    @ApiResponse(
            responseCode = "201",
            description = "Yours until expiresAt",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = HoldJson.class)))
    @Refuses(value = ProblemType.SEATS_UNKNOWN, note = "with unknown: names")
    @Refuses({ProblemType.PASS_REFUSED, ProblemType.NOT_FOUND, ProblemType.IDEMPOTENCY_KEY_REUSED})
    @Refuses(
            value = ProblemType.SEATS_TAKEN,
            note =
                    "with taken: the seat ids that you asked for and another fan has; and areas: {area, left} of each general-admission "
                            + "area that you asked for and that has too few left. With asOf if it was answered from what was known then; such an "
                            + "answer is not kept under the key")
    @Refuses(
            value = ProblemType.WOULD_LEAVE_SINGLE,
            note =
                    "with singles: the seat ids that would be left alone; and instead: the seat ids of as many seats that leave none, the nearest "
                            + "to those you asked for. You may have seats that leave a single one if all choices of the row do")
    @Refuses(value = ProblemType.HOLD_NOT_FOUND, note = "replaces: over, reserved by a booking, or not yours")
    @Refuses(
            value = ProblemType.SEAT_LIMIT,
            note = "with has and max: the sale's maxSeatsPerFan, counted over all its performances")
    @Refuses({ProblemType.PERFORMANCE_STARTED, ProblemType.PERFORMANCE_CANCELLED})
    @Refuses(
            value = ProblemType.TOO_MANY_REQUESTS,
            note = "this fan asks too often, or has sent too many passes that are not ours; with Retry-After")
    @Refuses(value = ProblemType.SEATS_NOT_READY, note = "with Retry-After")
    Mono<ResponseEntity<Object>> hold(
            @PathVariable String performanceId,
            @Parameter(description = "The pass that queue-api gave you for this sale")
                    @RequestHeader(name = "Pass", required = false)
                    @Nullable
                    String pass,
            @Parameter(
                            description =
                                    "For 24 hours the same key and body get the same answer, also seats-taken and seat-limit, and also "
                                            + "when that hold is over: use a new key for a new try. The key is known for "
                                            + "each performance separately")
                    @RequestHeader(name = "Idempotency-Key", required = false)
                    @Nullable
                    String key,
            @RequestBody WishJson wish,
            Principal caller) {
        Duration wait = limit.take(caller.id());
        if (wait != null) {
            return Mono.just(Problem.of(
                            ProblemType.TOO_MANY_REQUESTS,
                            "You send requests for seats too often; retry after the given time")
                    .answerRetryAfter(wait));
        }
        if (key != null && (key.isEmpty() || key.length() > KEY_LENGTH_MAX)) {
            return Mono.just(Problem.invalid("Idempotency-Key", "must have 1 to " + KEY_LENGTH_MAX + " characters")
                    .answer());
        }
        return holdSeats
                .hold(new HoldRequest(
                        new PerformanceId(performanceId),
                        new FanId(caller.id()),
                        pass,
                        wish.toWish(performanceId),
                        key))
                .map(HoldController::answer);
    }

    @GetMapping("/api/v1/performances/{performanceId}/holds/{holdId}")
    @Operation(summary = "Your hold, while it holds")
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = HoldJson.class)))
    @Refuses(value = ProblemType.HOLD_NOT_FOUND, note = NOT_FOUND_WHEN)
    @Refuses(value = ProblemType.SEATS_NOT_READY, note = "with Retry-After")
    Mono<ResponseEntity<Object>> find(
            @PathVariable String performanceId, @PathVariable String holdId, Principal caller) {
        HoldId hold = hold(performanceId, holdId);
        return performances
                .findPerformance(hold.performance())
                .flatMap(performance -> holds.findHold(performance, hold, new FanId(caller.id())))
                .map(found -> ResponseEntity.ok((Object) HoldJson.of(found)))
                .switchIfEmpty(Mono.fromSupplier(() -> notFound().answer()));
    }

    @DeleteMapping("/api/v1/performances/{performanceId}/holds/{holdId}")
    @Operation(summary = "Give your hold back")
    @ApiResponse(responseCode = "204", description = "The seats are free")
    @Refuses(value = ProblemType.HOLD_NOT_FOUND, note = NOT_FOUND_WHEN)
    @Refuses(value = ProblemType.SEATS_NOT_READY, note = "with Retry-After")
    Mono<ResponseEntity<Object>> release(
            @PathVariable String performanceId, @PathVariable String holdId, Principal caller) {
        HoldId hold = hold(performanceId, holdId);
        return performances
                .findPerformance(hold.performance())
                .flatMap(performance -> holds.release(performance, hold, new FanId(caller.id())))
                .defaultIfEmpty(HoldReleaseOutcome.NOT_FOUND)
                .map(HoldController::answer);
    }

    private static ResponseEntity<Object> answer(HoldReleaseOutcome outcome) {
        return switch (outcome) {
            case RELEASED -> ResponseEntity.noContent().build();
            case NOT_FOUND -> notFound().answer();
        };
    }

    private static ResponseEntity<Object> answer(HoldOutcome outcome) {
        return switch (outcome) {
            case Held held -> created(held);
            case Taken taken -> taken(taken).answer();
            case LeavesSingle single -> leavesSingle(single).answer();
            case NoHoldToReplace none -> notFound().answer();
            case NoneFit none -> noneFit(none).answer();
            case LimitReached limit -> limitReached(limit).answer();
            case Unknown unknown ->
                Problem.of(ProblemType.SEATS_UNKNOWN, "The plan does not have what " + unknown.field() + " names")
                        .with("unknown", unknown.names())
                        .answer();
            case PassRefused refused ->
                Problem.of(
                                ProblemType.PASS_REFUSED,
                                "Send the pass that queue-api issued to this fan for this sale, in the header Pass")
                        .answer();
            case PerformanceStarted started ->
                Problem.of(ProblemType.PERFORMANCE_STARTED, "Its seats can no longer be held")
                        .answer();
            case PerformanceCancelled cancelled ->
                Problem.of(ProblemType.PERFORMANCE_CANCELLED, "Its seats can no longer be held")
                        .answer();
            case KeyReused reused ->
                Problem.of(ProblemType.IDEMPOTENCY_KEY_REUSED, "Use a new Idempotency-Key for a different request")
                        .answer();
            case NoSuchPerformance none ->
                Problem.of(ProblemType.NOT_FOUND, "There is no such performance")
                        .answer();
        };
    }

    private static Problem taken(Taken taken) {
        Problem problem = Problem.of(
                        ProblemType.SEATS_TAKEN, "No seat was held; choose other seats than those in taken")
                .with("taken", ids(taken.seats()))
                .with("areas", taken.areas());
        return taken.asOf() == null ? problem : problem.with("asOf", taken.asOf());
    }

    private static Problem noneFit(NoneFit none) {
        Problem problem = Problem.of(
                        ProblemType.SEATS_TAKEN,
                        "No free seats fit; ask for fewer seats, or for another grade or section")
                .with("taken", List.of())
                .with("areas", List.of());
        return none.asOf() == null ? problem : problem.with("asOf", none.asOf());
    }

    private static Problem leavesSingle(LeavesSingle single) {
        return Problem.of(
                        ProblemType.WOULD_LEAVE_SINGLE,
                        "Next to these seats a single one would be left, which nearly nobody can use; take those in instead")
                .with("singles", ids(single.singles()))
                .with("instead", ids(single.instead()));
    }

    private static List<String> ids(List<SeatId> seats) {
        return seats.stream().map(SeatId::value).toList();
    }

    private static Problem limitReached(LimitReached limit) {
        return Problem.of(
                        ProblemType.SEAT_LIMIT,
                        "You have " + limit.has() + " of at most " + limit.max() + " seats of this sale")
                .with("has", limit.has())
                .with("max", limit.max());
    }

    private static ResponseEntity<Object> created(Held held) {
        Hold hold = held.hold();
        return ResponseEntity.created(URI.create(
                        "/api/v1/performances/" + hold.id().performance().value() + "/holds/"
                                + hold.id().value()))
                .body(HoldJson.of(hold, held.rung(), held.heldFor()));
    }

    /** The hold that the path names; one of another performance is not found. */
    private static HoldId hold(String performanceId, String holdId) {
        HoldId hold = HoldId.parse(holdId);
        if (!hold.performance().equals(new PerformanceId(performanceId))) {
            throw new ProblemException(notFound());
        }
        return hold;
    }

    private static Problem notFound() {
        return Problem.of(ProblemType.HOLD_NOT_FOUND, "The hold is over, reserved by a booking, or not yours");
    }
}
