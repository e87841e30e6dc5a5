package io.onsale.ticket.catalogue.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.PlainText;
import io.onsale.service.web.Problem;
import io.onsale.ticket.catalogue.EditEvent;
import io.onsale.ticket.catalogue.EditEvent.Outcome;
import io.onsale.ticket.catalogue.EventChange;
import io.onsale.ticket.catalogue.EventRules;
import io.onsale.ticket.catalogue.EventTexts;
import io.onsale.ticket.catalogue.EventTexts.TextChange;
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
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Changes of a published event, by its seller. */
@RestController
@Tag(name = "Catalogue")
@Refuses(value = ProblemType.NOT_FOUND, note = "also for another seller's event")
class EventChangeController {
    private final EditEvent editEvent;
    private final OncePerKey once;

    EventChangeController(EditEvent editEvent, OncePerKey once) {
        this.editEvent = editEvent;
        this.once = once;
    }

    record EventPatch(
            @Nullable @PlainText(max = EventRules.TITLE_MAX) @Schema(maxLength = EventRules.TITLE_MAX)
            String title,

            @Nullable
            @PlainText(max = EventTexts.DESCRIPTION_MAX, lines = true)
            @Schema(maxLength = EventTexts.DESCRIPTION_MAX)
            String description,

            @Nullable @Valid TextsJson texts,
            @Nullable Instant visibleFrom,
            @Nullable @Valid SalePatch sale) {
        EventChange change() {
            TextChange newTexts = new TextChange(
                    title,
                    description,
                    TextsJson.Translation.text(texts == null ? null : texts.ko()),
                    TextsJson.Translation.text(texts == null ? null : texts.en()));
            return sale == null
                    ? new EventChange(newTexts, visibleFrom, null, null, null, null, null)
                    : new EventChange(
                            newTexts,
                            visibleFrom,
                            sale.lobbyOpensAt,
                            sale.opensAt,
                            sale.closesAt,
                            sale.maxSeatsPerFan,
                            sale.order);
        }
    }

    record SalePatch(
            @Nullable Instant lobbyOpensAt,
            @Nullable Instant opensAt,
            @Nullable Instant closesAt,

            @Schema(description = NewEvent.MAX_SEATS) @Nullable
            Integer maxSeatsPerFan,

            @Nullable @Schema(allowableValues = {"ARRIVAL", "RANDOM"})
            String order) {}

    @PatchMapping("/api/v1/events/{eventId}")
    @Operation(
            summary = "Change texts, times and limits of your event",
            description =
                    "What is absent stays. Texts may always change; a time only before it has passed and before the lobby has opened, like order and"
                            + " maxSeatsPerFan; closesAt also while the sale runs. The waiting room and the seats follow within moments.")
    @ApiResponse(
            responseCode = "200",
            description = "The event as it is now",
            content = @Content(schema = @Schema(implementation = EventView.class)))
    @Refuses(value = ProblemType.VALIDATION_FAILED, note = "errors name each field that cannot be changed, and why")
    Mono<ResponseEntity<Object>> edit(
            @PathVariable @PlainText(max = 64) String eventId,
            @Parameter(hidden = true) Principal caller,
            @Valid @RequestBody EventPatch body) {
        return editEvent
                .edit(new EventId(eventId), caller, body.change())
                .map(outcome -> answer(outcome))
                .map(answer ->
                        answer.body() instanceof Problem problem ? problem.answer() : ResponseEntity.ok(answer.body()));
    }

    record AddedPerformance(@NotNull Instant startsAt) {}

    @PostMapping("/api/v1/events/{eventId}/performances")
    @Operation(summary = "Add a date to your event, before its sale closes")
    @ApiResponse(
            responseCode = "200",
            description = "The event with the new performance",
            content = @Content(schema = @Schema(implementation = EventView.class)))
    @Refuses(value = ProblemType.EVENT_NOT_CHANGEABLE, note = "cancelled, closed, or as many dates as possible")
    Mono<KeptAnswer> addPerformance(
            KeyedRequest key,
            @PathVariable @PlainText(max = 64) String eventId,
            @Parameter(hidden = true) Principal caller,
            @Valid @RequestBody AddedPerformance body) {
        EventId event = new EventId(eventId);
        return once.answer(
                key,
                body,
                performanceId -> editEvent
                        .addPerformance(event, caller, performanceId, body.startsAt())
                        .map(EventChangeController::answer));
    }

    record Postponement(
            @NotNull Instant startsAt,

            @Schema(description = "Shown to fans", maxLength = EventRules.REASON_MAX)
            @NotNull
            @PlainText(max = EventRules.REASON_MAX)
            String reason) {}

    @PostMapping("/api/v1/events/{eventId}/performances/{performanceId}/postponement")
    @Operation(
            summary = "Give a performance another date",
            description =
                    "Tickets stay valid. Whoever booked before may give their tickets back for the full price until the new date. Safe to repeat.")
    @ApiResponse(
            responseCode = "200",
            description = "The event with the new date",
            content = @Content(schema = @Schema(implementation = EventView.class)))
    @Refuses(value = ProblemType.EVENT_NOT_CHANGEABLE, note = "cancelled or over")
    Mono<KeptAnswer> postpone(
            KeyedRequest key,
            @PathVariable @PlainText(max = 64) String eventId,
            @PathVariable @PlainText(max = 64) String performanceId,
            @Parameter(hidden = true) Principal caller,
            @Valid @RequestBody Postponement body) {
        EventId event = new EventId(eventId);
        PerformanceId performance = new PerformanceId(performanceId);
        return once.answer(
                key,
                body,
                subject -> editEvent
                        .postpone(event, caller, performance.value(), body.startsAt(), body.reason())
                        .map(EventChangeController::answer));
    }

    private static Answer answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Edited edited -> Answer.ok(EventView.of(edited.event()));
            case Outcome.Invalid invalid -> Answer.refused(Problem.invalid(invalid.errors()));
            case Outcome.NotFound none ->
                Answer.refused(Problem.of(ProblemType.NOT_FOUND, "You have no such event or performance"));
            case Outcome.TooLate late -> Answer.refused(Problem.of(ProblemType.EVENT_NOT_CHANGEABLE, late.why()));
        };
    }
}
