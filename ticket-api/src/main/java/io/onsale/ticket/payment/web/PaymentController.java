package io.onsale.ticket.payment.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.Problem;
import io.onsale.ticket.booking.BookingView;
import io.onsale.ticket.booking.BookingViews;
import io.onsale.ticket.idempotency.Answer;
import io.onsale.ticket.idempotency.KeptAnswer;
import io.onsale.ticket.idempotency.KeyedRequest;
import io.onsale.ticket.idempotency.OncePerKey;
import io.onsale.ticket.payment.AttemptId;
import io.onsale.ticket.payment.PayBooking;
import io.onsale.ticket.payment.PayBooking.Outcome;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Bookings")
class PaymentController {
    private final PayBooking payBooking;
    private final BookingViews views;
    private final OncePerKey once;
    private final MeterRegistry meters;

    PaymentController(PayBooking payBooking, BookingViews views, OncePerKey once, MeterRegistry meters) {
        this.payBooking = payBooking;
        this.views = views;
        this.once = once;
        this.meters = meters;
    }

    record NewPayment(@NotBlank @Size(max = 500) String paymentToken) {}

    @PostMapping("/api/v1/bookings/{bookingId}/payment")
    @Operation(
            summary = "Pay a booking with the token of the provider's checkout",
            description =
                    "The card is charged now, not at the checkout. A new attempt takes a new Idempotency-Key; a repeat"
                            + " of an attempt takes its own. Closing the connection does not stop an attempt.")
    @ApiResponse(
            responseCode = "200",
            description = "Paid: the booking, CONFIRMED",
            content = @Content(schema = @Schema(implementation = BookingView.class)))
    @ApiResponse(
            responseCode = "202",
            description = "The outcome is not known yet: poll the booking",
            content = @Content(schema = @Schema(implementation = BookingView.class)))
    @Refuses({
        ProblemType.PAYMENT_DECLINED,
        ProblemType.BOOKING_EXPIRED,
        ProblemType.BOOKING_NOT_PAYABLE,
        ProblemType.PERFORMANCE_STARTED,
        ProblemType.PERFORMANCE_CANCELLED,
        ProblemType.NOT_FOUND
    })
    Mono<KeptAnswer> pay(
            KeyedRequest key,
            @PathVariable String bookingId,
            @Parameter(hidden = true) Principal fan,
            @Valid @RequestBody NewPayment body) {
        BookingId booking = new BookingId(bookingId);
        return once.answer(
                key,
                body,
                attemptId -> payBooking
                        .pay(new AttemptId(attemptId), booking, new FanId(fan.id()), body.paymentToken())
                        .doOnNext(this::count)
                        .flatMap(this::answer));
    }

    private Mono<Answer> answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Confirmed confirmed -> views.of(confirmed.booking()).map(Answer::ok);
            case Outcome.Unknown unknown -> views.of(unknown.booking()).map(view -> new Answer(202, view));
            case Outcome.Declined declined ->
                refused(Problem.of(ProblemType.PAYMENT_DECLINED, "Not charged: " + declined.reason()));
            case Outcome.NotFound none -> refused(Problem.of(ProblemType.NOT_FOUND, "You have no such booking"));
            case Outcome.Expired expired ->
                refused(Problem.of(ProblemType.BOOKING_EXPIRED, "A payment that arrives for it is refunded in full"));
            case Outcome.PerformanceStarted started ->
                refused(Problem.of(ProblemType.PERFORMANCE_STARTED, "It can no longer be paid"));
            case Outcome.PerformanceCancelled cancelled ->
                refused(Problem.of(ProblemType.PERFORMANCE_CANCELLED, "It is not charged"));
            case Outcome.NotPayable not ->
                refused(Problem.of(
                        ProblemType.BOOKING_NOT_PAYABLE,
                        "It is " + not.booking().status()));
        };
    }

    private static Mono<Answer> refused(Problem problem) {
        return Mono.just(Answer.refused(problem));
    }

    private void count(Outcome outcome) {
        String name = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        meters.counter("onsale.payments", "outcome", name).increment();
    }
}
