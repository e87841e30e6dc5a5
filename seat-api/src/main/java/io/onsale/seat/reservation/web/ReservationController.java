package io.onsale.seat.reservation.web;

import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.seat.SeatApi;
import io.onsale.seat.reservation.ReleaseOutcome;
import io.onsale.seat.reservation.ReserveOutcome;
import io.onsale.seat.reservation.ReserveOutcome.HoldExpired;
import io.onsale.seat.reservation.ReserveOutcome.HoldNotFound;
import io.onsale.seat.reservation.ReserveOutcome.LimitPassed;
import io.onsale.seat.reservation.ReserveOutcome.Reserved;
import io.onsale.seat.reservation.ReserveOutcome.Taken;
import io.onsale.seat.reservation.ReserveSeats;
import io.onsale.seat.reservation.SettleReservations;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "internal", description = "For ticket-api only; not on the public origin")
@SecurityRequirement(name = SeatApi.BEARER)
class ReservationController {
    private final ReserveSeats reserveSeats;
    private final SettleReservations settle;

    ReservationController(ReserveSeats reserveSeats, SettleReservations settle) {
        this.reserveSeats = reserveSeats;
        this.settle = settle;
    }

    @PostMapping("/api/v1/performances/{performanceId}/holds/{holdId}/reservation")
    @Operation(
            summary = "Internal: a booking takes over a hold",
            description =
                    "Repeatable: the same booking gets the same answer. No time ends a reservation; payUntil of the answer is at "
                            + "most half an hour after the hold would have ended.")
    @ApiResponse(
            responseCode = "201",
            description = "Reserved",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = ReservationJson.class)))
    @ApiResponse(
            responseCode = "200",
            description = "This booking had reserved it before",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = ReservationJson.class)))
    @Refuses(value = ProblemType.HOLD_NOT_FOUND, note = "no such hold, another fan's, or another booking has it")
    @Refuses(
            value = ProblemType.SEAT_LIMIT,
            note = "with has and max: the fan would have more seats of the sale than one may; the hold is over")
    @Refuses(ProblemType.HOLD_EXPIRED)
    @Refuses(value = ProblemType.SEATS_TAKEN, note = "with taken")
    @Refuses(value = ProblemType.SEATS_NOT_READY, note = "with Retry-After. Repeat with the same booking")
    Mono<ResponseEntity<Object>> reserve(
            @PathVariable String performanceId, @PathVariable String holdId, @RequestBody ReserveJson body) {
        HoldId hold = HoldId.parse(holdId);
        if (!hold.performance().equals(new PerformanceId(performanceId))) {
            return Mono.just(answer(new HoldNotFound()));
        }
        return reserveSeats.reserve(body.toRequest(hold)).map(ReservationController::answer);
    }

    @DeleteMapping("/api/v1/performances/{performanceId}/reservations/{reservationId}")
    @Operation(summary = "Internal: give back a reservation that is not paid for", description = "Repeatable.")
    @ApiResponse(responseCode = "204", description = "Its seats are free, or it never existed")
    @Refuses(value = ProblemType.BOOKING_NOT_CANCELLABLE, note = "it is sold")
    @Refuses(value = ProblemType.SEATS_NOT_READY, note = "with Retry-After. Repeat")
    Mono<ResponseEntity<Object>> release(@PathVariable String performanceId, @PathVariable String reservationId) {
        return settle.release(new ReservationId(reservationId)).map(ReservationController::answer);
    }

    private static ResponseEntity<Object> answer(ReserveOutcome outcome) {
        return switch (outcome) {
            case Reserved reserved ->
                ResponseEntity.status(reserved.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                        .body(ReservationJson.of(reserved.reservation()));
            case HoldNotFound none ->
                Problem.of(
                                ProblemType.HOLD_NOT_FOUND,
                                "The hold is over, another fan's, or reserved by another booking")
                        .answer();
            case HoldExpired expired ->
                Problem.of(ProblemType.HOLD_EXPIRED, "The hold has expired; hold the seats again")
                        .answer();
            case LimitPassed passed ->
                Problem.of(
                                ProblemType.SEAT_LIMIT,
                                "The hold is over: the fan has " + passed.has() + " of at most " + passed.max()
                                        + " seats of this sale")
                        .with("has", passed.has())
                        .with("max", passed.max())
                        .answer();
            case Taken taken ->
                Problem.of(ProblemType.SEATS_TAKEN, "The seats are in another live reservation")
                        .with("taken", taken.seats().stream().map(SeatId::value).toList())
                        .answer();
        };
    }

    private static ResponseEntity<Object> answer(ReleaseOutcome outcome) {
        return switch (outcome) {
            case RELEASED -> ResponseEntity.noContent().build();
            case SOLD ->
                Problem.of(ProblemType.BOOKING_NOT_CANCELLABLE, "The reservation is sold; cancel the booking instead")
                        .answer();
        };
    }
}
