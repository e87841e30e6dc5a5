package io.onsale.ticket.refund.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.money.Money;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.PlainText;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.onsale.ticket.booking.BookingStatus;
import io.onsale.ticket.idempotency.Answer;
import io.onsale.ticket.idempotency.KeptAnswer;
import io.onsale.ticket.idempotency.KeyedRequest;
import io.onsale.ticket.idempotency.OncePerKey;
import io.onsale.ticket.refund.CancelBooking;
import io.onsale.ticket.refund.CancelBooking.Outcome;
import io.onsale.ticket.refund.RefundId;
import io.onsale.ticket.ticket.TicketId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Bookings")
class CancellationController {
    private final CancelBooking cancelBooking;
    private final OncePerKey once;

    CancellationController(CancelBooking cancelBooking, OncePerKey once) {
        this.cancelBooking = cancelBooking;
        this.once = once;
    }

    /** @param ticketIds absent means all */
    record NewCancellation(
            @Nullable @Size(min = 1, max = 100) List<@NotBlank String> ticketIds,

            @NotNull @PlainText(max = 200) @Schema(maxLength = 200)
            String reason) {}

    enum RefundState {
        /** The provider has done it. */
        SUCCEEDED,
        /** In progress; the fan need not do anything. */
        REQUESTED
    }

    /**
     * @param status of the booking afterwards
     * @param refund the amount refunded
     * @param fee the amount kept, by the refund policy
     */
    record CancellationView(
            String bookingId,
            BookingStatus status,
            List<String> cancelledTicketIds,
            Money refund,
            Money fee,
            RefundState refundState) {}

    @PostMapping("/api/v1/bookings/{bookingId}/cancellation")
    @Operation(
            summary = "Give up a booking that is not paid, or give back all or some tickets of a paid one",
            description =
                    "Not paid: its seats are released at once and no longer count against your limit; refused while a payment is in progress."
                            + " Paid: the refund follows Korea's standard for performances: in full until 10 days before and within 24"
                            + " hours of booking (up to 3 days before), then less 10, 20 or 30 percent, less 90 on the day.")
    @ApiResponse(
            responseCode = "200",
            description = "Given back",
            content = @Content(schema = @Schema(implementation = CancellationView.class)))
    @Refuses({ProblemType.BOOKING_NOT_CANCELLABLE, ProblemType.NOT_FOUND})
    @Refuses(
            value = {ProblemType.TICKET_USED, ProblemType.TICKET_TRANSFERRED},
            note = "with ticketIds")
    Mono<KeptAnswer> cancel(
            KeyedRequest key,
            @PathVariable String bookingId,
            @Parameter(hidden = true) Principal fan,
            @Valid @RequestBody NewCancellation body) {
        BookingId booking = new BookingId(bookingId);
        Set<TicketId> ticketIds = distinct(body.ticketIds());
        return once.answer(
                key,
                body,
                cancellationId -> cancelBooking
                        .cancel(new RefundId(cancellationId), booking, new FanId(fan.id()), ticketIds, body.reason())
                        .map(CancellationController::answer));
    }

    /** @throws ProblemException if a ticket is named twice or an id is malformed */
    private static Set<TicketId> distinct(@Nullable List<String> ticketIds) {
        List<String> named = ticketIds == null ? List.of() : ticketIds;
        Set<TicketId> distinct = new LinkedHashSet<>();
        for (String ticketId : named) {
            if (!OpaqueId.hasShape(ticketId)) {
                throw new ProblemException(noTickets(List.of(ticketId)));
            }
            if (!distinct.add(new TicketId(ticketId))) {
                throw new ProblemException(Problem.invalid("ticketIds", "name a ticket twice"));
            }
        }
        return distinct;
    }

    private static List<String> ids(List<TicketId> ticketIds) {
        return ticketIds.stream().map(TicketId::value).toList();
    }

    private static Problem noTickets(List<?> ticketIds) {
        return Problem.invalid("ticketIds", "are not valid tickets of this booking: " + ticketIds);
    }

    @DeleteMapping("/api/v1/bookings/{bookingId}")
    @Operation(
            summary = "Give up a booking that is not paid",
            description =
                    "Its seats are released at once and no longer count against your limit. Safe to repeat. Refused while a payment is"
                            + " in progress.")
    @ApiResponse(responseCode = "204", description = "It has ended")
    @Refuses({ProblemType.BOOKING_NOT_CANCELLABLE, ProblemType.NOT_FOUND})
    Mono<ResponseEntity<Object>> giveUp(@PathVariable String bookingId, @Parameter(hidden = true) Principal fan) {
        return cancelBooking
                .giveUp(new BookingId(bookingId), new FanId(fan.id()))
                .map(outcome -> {
                    Answer answer = answer(outcome);
                    return answer.body() instanceof Problem problem
                            ? problem.answer()
                            : ResponseEntity.noContent().build();
                });
    }

    private static Answer answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done ->
                Answer.ok(new CancellationView(
                        done.booking().value(),
                        done.status(),
                        ids(done.cancelled().ticketIds()),
                        done.cancelled().amount(),
                        done.cancelled().fee(),
                        done.isRefunded() ? RefundState.SUCCEEDED : RefundState.REQUESTED));
            case Outcome.GivenUp givenUp ->
                Answer.ok(new CancellationView(
                        givenUp.booking().id().value(),
                        givenUp.booking().status(),
                        List.of(),
                        givenUp.cancelled().amount(),
                        givenUp.cancelled().fee(),
                        RefundState.SUCCEEDED));
            case Outcome.NotFound none -> Answer.refused(Problem.of(ProblemType.NOT_FOUND, "You have no such booking"));
            case Outcome.TicketsUnknown unknown -> Answer.refused(noTickets(unknown.ticketIds()));
            case Outcome.TicketsUsed used ->
                Answer.refused(Problem.of(
                                ProblemType.TICKET_USED, "Somebody has entered with some of them; name only the others")
                        .with("ticketIds", ids(used.ticketIds())));
            case Outcome.TicketsTransferred transferred ->
                Answer.refused(
                        Problem.of(ProblemType.TICKET_TRANSFERRED, "Some of them were passed on; name only the others")
                                .with("ticketIds", ids(transferred.ticketIds())));
            case Outcome.NotCancellable not ->
                Answer.refused(Problem.of(ProblemType.BOOKING_NOT_CANCELLABLE, not.why()));
        };
    }
}
