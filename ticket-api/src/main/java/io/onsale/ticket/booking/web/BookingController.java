package io.onsale.ticket.booking.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.Pages;
import io.onsale.service.web.Problem;
import io.onsale.ticket.booking.Booking;
import io.onsale.ticket.booking.BookingView;
import io.onsale.ticket.booking.BookingViews;
import io.onsale.ticket.booking.Bookings;
import io.onsale.ticket.booking.Checkout;
import io.onsale.ticket.booking.PlaceBooking;
import io.onsale.ticket.idempotency.Answer;
import io.onsale.ticket.idempotency.KeptAnswer;
import io.onsale.ticket.idempotency.KeyedRequest;
import io.onsale.ticket.idempotency.OncePerKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/bookings")
@Tag(name = "Bookings")
class BookingController {
    private final PlaceBooking placeBooking;
    private final Bookings bookings;
    private final BookingViews views;
    private final Checkout checkout;
    private final OncePerKey once;
    private final MeterRegistry meters;

    BookingController(
            PlaceBooking placeBooking,
            Bookings bookings,
            BookingViews views,
            Checkout checkout,
            OncePerKey once,
            MeterRegistry meters) {
        this.placeBooking = placeBooking;
        this.bookings = bookings;
        this.views = views;
        this.checkout = checkout;
        this.once = once;
        this.meters = meters;
    }

    record NewBooking(@NotBlank String holdId) {}

    @PostMapping
    @Operation(
            summary = "Book the seats of a hold",
            description =
                    "Reserves the seats until expiresAt; pay before then. The prices are those of the event's grades.")
    @ApiResponse(
            responseCode = "201",
            description = "The booking, PENDING",
            content = @Content(schema = @Schema(implementation = BookingView.class)))
    @ApiResponse(
            responseCode = "200",
            description = "You booked this hold before: that booking, in its present state",
            content = @Content(schema = @Schema(implementation = BookingView.class)))
    @Refuses({
        ProblemType.HOLD_NOT_FOUND,
        ProblemType.HOLD_EXPIRED,
        ProblemType.SEATS_TAKEN,
        ProblemType.PERFORMANCE_STARTED,
        ProblemType.PERFORMANCE_CANCELLED
    })
    @Refuses(
            value = ProblemType.SEAT_LIMIT,
            note = "with has and max: you would have more seats of the sale than one may; the hold is over")
    Mono<KeptAnswer> place(
            KeyedRequest key, @Parameter(hidden = true) Principal fan, @Valid @RequestBody NewBooking body) {
        HoldId hold = HoldId.parse(body.holdId());
        return once.answer(
                key,
                body,
                bookingId -> placeBooking
                        .place(new BookingId(bookingId), new FanId(fan.id()), hold)
                        .doOnNext(this::count)
                        .flatMap(this::answer));
    }

    private void count(PlaceBooking.Outcome outcome) {
        String name = outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        meters.counter("onsale.bookings", "outcome", name).increment();
    }

    private Mono<Answer> answer(PlaceBooking.Outcome outcome) {
        return switch (outcome) {
            case PlaceBooking.Outcome.Placed placed ->
                views.of(placed.booking()).map(Answer::created);
            case PlaceBooking.Outcome.Existing existing ->
                views.of(existing.booking()).map(Answer::ok);
            case PlaceBooking.Outcome.HoldNotFound none ->
                refused(Problem.of(ProblemType.HOLD_NOT_FOUND, "You have no such hold"));
            case PlaceBooking.Outcome.HoldExpired expired ->
                refused(Problem.of(ProblemType.HOLD_EXPIRED, "Choose seats again"));
            case PlaceBooking.Outcome.SeatsTaken taken ->
                refused(Problem.of(ProblemType.SEATS_TAKEN, "Some of these seats are taken")
                        .with("taken", taken.taken().stream().map(SeatId::value).toList()));
            case PlaceBooking.Outcome.SeatLimit limit -> refused(seatLimit(limit));
            case PlaceBooking.Outcome.PerformanceStarted started ->
                refused(Problem.of(ProblemType.PERFORMANCE_STARTED, "Its seats can no longer be booked"));
            case PlaceBooking.Outcome.PerformanceCancelled cancelled ->
                refused(Problem.of(ProblemType.PERFORMANCE_CANCELLED, "Its seats can no longer be booked"));
        };
    }

    private static Problem seatLimit(PlaceBooking.Outcome.SeatLimit limit) {
        return Problem.of(
                        ProblemType.SEAT_LIMIT,
                        "You have " + limit.has() + " of at most " + limit.max()
                                + " seats of this sale, over all its performances")
                .with("has", limit.has())
                .with("max", limit.max());
    }

    private static Mono<Answer> refused(Problem problem) {
        return Mono.just(Answer.refused(problem));
    }

    @GetMapping("/{bookingId}")
    @Operation(summary = "One of your bookings, with the state of its payment")
    @ApiResponse(
            responseCode = "200",
            description = "The booking",
            content = @Content(schema = @Schema(implementation = BookingView.class)))
    @Refuses(ProblemType.NOT_FOUND)
    Mono<ResponseEntity<Object>> find(@PathVariable String bookingId, @Parameter(hidden = true) Principal fan) {
        return bookings.find(new BookingId(bookingId))
                .filter(booking -> booking.fan().value().equals(fan.id())) // bookings of others are not found
                .flatMap(booking -> checkout.find(booking.payment()).flatMap(payment -> views.of(booking, payment)))
                .map(view -> ResponseEntity.ok((Object) view))
                .defaultIfEmpty(Problem.of(ProblemType.NOT_FOUND, "You have no such booking")
                        .answer());
    }

    /** @param next send it as {@code after} for the next page; null on the last page */
    record BookingPage(List<BookingView> bookings, @Nullable String next) {}

    @GetMapping
    @Operation(summary = "Your bookings, latest first")
    @ApiResponse(
            responseCode = "200",
            description = "A page of bookings",
            content = @Content(schema = @Schema(implementation = BookingPage.class)))
    Mono<BookingPage> list(
            @Parameter(description = "next of the previous page") @RequestParam(required = false) @Nullable
                    String after,
            @Parameter(description = "bookings per page") @RequestParam(defaultValue = "20") @Min(1) @Max(100)
                    int limit,
            @Parameter(hidden = true) Principal fan) {
        Pages.checkShape(after);
        BookingId last = after == null ? null : new BookingId(after);
        Mono<Booking> own = last == null
                ? Mono.empty()
                : bookings.find(last).filter(booking -> booking.fan().value().equals(fan.id()));
        return Pages.page(bookings.ofFan(new FanId(fan.id()), last, limit), after, own)
                .flatMap(views::of)
                .map(page -> new BookingPage(
                        page, page.size() < limit ? null : page.getLast().bookingId()));
    }
}
