package io.onsale.ticket.refund.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.PlainText;
import io.onsale.service.web.Problem;
import io.onsale.ticket.catalogue.Catalogue;
import io.onsale.ticket.catalogue.EditEvent;
import io.onsale.ticket.catalogue.EditEvent.Outcome;
import io.onsale.ticket.catalogue.Event;
import io.onsale.ticket.catalogue.EventRules;
import io.onsale.ticket.catalogue.ScheduledShow;
import io.onsale.ticket.idempotency.Answer;
import io.onsale.ticket.idempotency.KeptAnswer;
import io.onsale.ticket.idempotency.KeyedRequest;
import io.onsale.ticket.idempotency.OncePerKey;
import io.onsale.ticket.refund.CancelledShows;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Cancellation of whole events and of performances, by their seller. */
@RestController
@Tag(name = "Catalogue")
@Refuses(value = ProblemType.NOT_FOUND, note = "also for another seller's event, and if nothing is cancelled")
class ShowCancellationController {
    private static final String EVENT = "/api/v1/events/{eventId}/cancellation";
    private static final String PERFORMANCE = "/api/v1/events/{eventId}/performances/{performanceId}/cancellation";

    private final EditEvent editEvent;
    private final Catalogue catalogue;
    private final CancelledShows shows;
    private final OncePerKey once;

    ShowCancellationController(EditEvent editEvent, Catalogue catalogue, CancelledShows shows, OncePerKey once) {
        this.editEvent = editEvent;
        this.catalogue = catalogue;
        this.shows = shows;
        this.once = once;
    }

    record NewShowCancellation(
            @Schema(description = "Shown to fans and to the line", maxLength = EventRules.REASON_MAX)
            @NotNull
            @PlainText(max = EventRules.REASON_MAX)
            String reason) {}

    /**
     * How far the refunds are.
     *
     * @param performanceIds the cancelled performances
     * @param bookings paid ones that are or were to be refunded
     * @param refunded those whose money is back
     * @param failed those that have failed several times; they are still tried
     * @param givenUp bookings that were not paid and have ended
     * @param open bookings that have not been worked on yet, or wait for the outcome of a payment
     */
    record ShowCancellationView(
            String eventId,
            List<String> performanceIds,
            String reason,
            long bookings,
            long refunded,
            long failed,
            long givenUp,
            long open) {}

    @PostMapping(EVENT)
    @Operation(
            summary = "Cancel an event: its sale closes and every booking is refunded in full",
            description =
                    "From now on nobody can hold, book or pay. Bookings are refunded one after the other; GET shows how far that is. A repeat changes"
                            + " nothing. It cannot be undone.")
    @ApiResponse(
            responseCode = "200",
            description = "Cancelled",
            content = @Content(schema = @Schema(implementation = ShowCancellationView.class)))
    Mono<KeptAnswer> cancel(
            KeyedRequest key,
            @PathVariable @PlainText(max = 64) String eventId,
            @Parameter(hidden = true) Principal caller,
            @Valid @RequestBody NewShowCancellation body) {
        EventId event = new EventId(eventId);
        return once.answer(
                key,
                body,
                subject -> editEvent.cancel(event, caller, body.reason()).flatMap(outcome -> answer(outcome, any())));
    }

    @PostMapping(PERFORMANCE)
    @Operation(
            summary = "Cancel one performance: every booking of it is refunded in full",
            description =
                    "The sale goes on with the other performances. A repeat changes nothing. It cannot be undone.")
    @ApiResponse(
            responseCode = "200",
            description = "Cancelled",
            content = @Content(schema = @Schema(implementation = ShowCancellationView.class)))
    Mono<KeptAnswer> cancelPerformance(
            KeyedRequest key,
            @PathVariable @PlainText(max = 64) String eventId,
            @PathVariable @PlainText(max = 64) String performanceId,
            @Parameter(hidden = true) Principal caller,
            @Valid @RequestBody NewShowCancellation body) {
        EventId event = new EventId(eventId);
        PerformanceId performance = new PerformanceId(performanceId);
        return once.answer(
                key,
                body,
                subject -> editEvent
                        .cancelPerformance(event, caller, performance.value(), body.reason())
                        .flatMap(outcome -> answer(outcome, only(performance))));
    }

    @GetMapping(EVENT)
    @Operation(summary = "How far the refunds of an event's cancelled performances are")
    @ApiResponse(
            responseCode = "200",
            description = "The state of the cancellation",
            content = @Content(schema = @Schema(implementation = ShowCancellationView.class)))
    Mono<ResponseEntity<Object>> find(
            @PathVariable @PlainText(max = 64) String eventId, @Parameter(hidden = true) Principal caller) {
        return find(eventId, caller, any());
    }

    @GetMapping(PERFORMANCE)
    @Operation(summary = "How far the refunds of a cancelled performance are")
    @ApiResponse(
            responseCode = "200",
            description = "The state of the cancellation",
            content = @Content(schema = @Schema(implementation = ShowCancellationView.class)))
    Mono<ResponseEntity<Object>> findPerformance(
            @PathVariable @PlainText(max = 64) String eventId,
            @PathVariable @PlainText(max = 64) String performanceId,
            @Parameter(hidden = true) Principal caller) {
        return find(eventId, caller, only(new PerformanceId(performanceId)));
    }

    private static Predicate<ScheduledShow> any() {
        return show -> true;
    }

    private static Predicate<ScheduledShow> only(PerformanceId performance) {
        return show -> show.performanceId().equals(performance.value());
    }

    private Mono<ResponseEntity<Object>> find(String eventId, Principal caller, Predicate<ScheduledShow> which) {
        return catalogue
                .find(new EventId(eventId))
                .filter(event ->
                        caller.role() == Role.MANAGER || event.sellerId().equals(caller.id()))
                .flatMap(event -> view(event, which))
                .map(view -> ResponseEntity.ok((Object) view))
                .defaultIfEmpty(Problem.of(ProblemType.NOT_FOUND, "Nothing here is cancelled")
                        .answer());
    }

    private Mono<Answer> answer(Outcome outcome, Predicate<ScheduledShow> which) {
        return switch (outcome) {
            case Outcome.Edited edited -> view(edited.event(), which).map(Answer::ok);
            case Outcome.Invalid invalid -> Mono.just(Answer.refused(Problem.invalid(invalid.errors())));
            case Outcome.NotFound none ->
                Mono.just(Answer.refused(Problem.of(ProblemType.NOT_FOUND, "You have no such event or performance")));
            case Outcome.TooLate late ->
                Mono.just(Answer.refused(Problem.of(ProblemType.EVENT_NOT_CHANGEABLE, late.why())));
        };
    }

    /** Empty if none of these performances is cancelled. */
    private Mono<ShowCancellationView> view(Event event, Predicate<ScheduledShow> which) {
        List<ScheduledShow> cancelled = event.performances().stream()
                .filter(ScheduledShow::isCancelled)
                .filter(which)
                .toList();
        if (cancelled.isEmpty()) {
            return Mono.empty();
        }
        List<PerformanceId> ids = cancelled.stream()
                .map(show -> new PerformanceId(show.performanceId()))
                .toList();
        return shows.progress(ids)
                .map(progress -> new ShowCancellationView(
                        event.id().value(),
                        ids.stream().map(PerformanceId::value).toList(),
                        String.valueOf(cancelled.getFirst().reason()),
                        progress.bookings(),
                        progress.refunded(),
                        progress.failed(),
                        progress.givenUp(),
                        progress.open()));
    }
}
