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
import io.onsale.seat.hold.HoldOutcome.LimitReached;
import io.onsale.seat.hold.HoldOutcome.NoSuchPerformance;
import io.onsale.seat.hold.HoldOutcome.NoneFit;
import io.onsale.seat.hold.HoldOutcome.PassRefused;
import io.onsale.seat.hold.HoldOutcome.PerformanceStarted;
import io.onsale.seat.hold.HoldOutcome.Taken;
import io.onsale.seat.hold.HoldOutcome.Unknown;
import io.onsale.seat.hold.HoldReleaseOutcome;
import io.onsale.seat.hold.HoldSeats;
import io.onsale.seat.hold.HoldSeats.HoldRequest;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.plan.Performances;
import io.onsale.service.limit.CallerLimit;
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
    @ApiResponse(
            responseCode = "400",
            description = "validation-failed, malformed-request, seats-unknown (with unknown: names)",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "401",
            description = "unauthenticated",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "403",
            description = "pass-refused, forbidden",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "404",
            description = "not-found",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "409",
            description =
                    "seats-taken (with taken: the seat ids that you asked for and somebody has), seat-limit (the sale's "
                            + "maxSeatsPerFan, counted for each performance separately), performance-started",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "422",
            description = "idempotency-key-reused",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "429",
            description =
                    "too-many-requests: this fan asks too often, or has sent too many passes that are not ours; see Retry-After",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "503",
            description = "seats-not-ready, unavailable; with Retry-After",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
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
            return Mono.just(Problem.of(ProblemType.TOO_MANY_REQUESTS, "You ask more often than seats can be chosen")
                    .answerRetryAfter(wait));
        }
        if (key != null && (key.isEmpty() || key.length() > KEY_LENGTH_MAX)) {
            return Mono.just(Problem.invalid("Idempotency-Key", "must have 1 to " + KEY_LENGTH_MAX + " characters")
                    .answer());
        }
        return holdSeats
                .hold(new HoldRequest(
                        new PerformanceId(performanceId), new FanId(caller.id()), pass, wish.toWish(), key))
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
    @ApiResponse(
            responseCode = "404",
            description = "hold-not-found: over, reserved by a booking, or not yours",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "503",
            description = "seats-not-ready, unavailable; with Retry-After",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
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
    @ApiResponse(
            responseCode = "404",
            description = "hold-not-found: over, reserved by a booking, or not yours",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
    @ApiResponse(
            responseCode = "503",
            description = "seats-not-ready, unavailable; with Retry-After",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Problem.class)))
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
            case Held held -> created(held.hold());
            case Taken taken ->
                Problem.of(ProblemType.SEATS_TAKEN, "None of them is held for you; choose others")
                        .with("taken", taken.seats().stream().map(SeatId::value).toList())
                        .answer();
            case NoneFit none ->
                Problem.of(ProblemType.SEATS_TAKEN, "No free seats fit that; ask for fewer, or elsewhere")
                        .with("taken", List.of())
                        .answer();
            case LimitReached limit ->
                Problem.of(
                                ProblemType.SEAT_LIMIT,
                                "You have " + limit.has() + " of at most " + limit.max() + " seats of this performance")
                        .answer();
            case Unknown unknown ->
                Problem.of(ProblemType.SEATS_UNKNOWN, unknown.field() + " names what the plan does not have")
                        .with("unknown", unknown.names())
                        .answer();
            case PassRefused refused ->
                Problem.of(ProblemType.PASS_REFUSED, "Send the pass that the line gave you for this sale: Pass: <pass>")
                        .answer();
            case PerformanceStarted started ->
                Problem.of(ProblemType.PERFORMANCE_STARTED, "Its seats are no longer given away")
                        .answer();
            case KeyReused reused ->
                Problem.of(ProblemType.IDEMPOTENCY_KEY_REUSED, "Use a new Idempotency-Key for a different request")
                        .answer();
            case NoSuchPerformance none ->
                Problem.of(ProblemType.NOT_FOUND, "There is no such performance")
                        .answer();
        };
    }

    private static ResponseEntity<Object> created(Hold hold) {
        return ResponseEntity.created(URI.create(
                        "/api/v1/performances/" + hold.id().performance().value() + "/holds/"
                                + hold.id().value()))
                .body(HoldJson.of(hold));
    }

    /** The hold of both parts of the path; a hold of another performance is not there. */
    private static HoldId hold(String performanceId, String holdId) {
        HoldId hold = HoldId.parse(holdId);
        if (!hold.performance().equals(new PerformanceId(performanceId))) {
            throw new ProblemException(notFound());
        }
        return hold;
    }

    private static Problem notFound() {
        return Problem.of(ProblemType.HOLD_NOT_FOUND, "It is over, a booking has it, or it is not yours");
    }
}
