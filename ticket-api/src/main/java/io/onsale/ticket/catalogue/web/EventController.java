package io.onsale.ticket.catalogue.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.event.OnsaleEvent.Grade;
import io.onsale.kernel.event.OnsaleEvent.Performance;
import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.money.Money;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.kernel.text.TypedText;
import io.onsale.service.access.Caller;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.Pages;
import io.onsale.service.web.PlainText;
import io.onsale.service.web.Problem;
import io.onsale.ticket.catalogue.Catalogue;
import io.onsale.ticket.catalogue.Event;
import io.onsale.ticket.catalogue.EventDraft;
import io.onsale.ticket.catalogue.EventRules;
import io.onsale.ticket.catalogue.PublishEvent;
import io.onsale.ticket.catalogue.VenueId;
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
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Catalogue")
class EventController {
    private static final String MAX_SEATS =
            "The most seats one fan may have in each performance: in a sale with two performances, twice as many.";

    private final PublishEvent publishEvent;
    private final Catalogue catalogue;
    private final OncePerKey once;
    private final Clock clock;

    EventController(PublishEvent publishEvent, Catalogue catalogue, OncePerKey once, Clock clock) {
        this.publishEvent = publishEvent;
        this.catalogue = catalogue;
        this.once = once;
        this.clock = clock;
    }

    record NewEvent(
            @NotNull @PlainText(max = EventRules.TITLE_MAX) @Schema(maxLength = EventRules.TITLE_MAX)
            String title,

            @NotNull @PlainText(max = 64) String venueId,
            @Nullable Instant visibleFrom,
            @NotEmpty @Size(max = EventRules.GRADES_MAX) List<@Valid @NotNull NewGrade> grades,

            @NotEmpty @Size(max = EventRules.PERFORMANCES_MAX)
            List<@Valid @NotNull NewPerformance> performances,

            @NotNull @Valid NewSale sale) {
        EventDraft draft(VenueId venue, Instant now) {
            return new EventDraft(
                    title,
                    venue,
                    visibleFrom == null ? now : visibleFrom,
                    grades.stream().map(NewGrade::grade).toList(),
                    performances.stream().map(NewPerformance::startsAt).toList(),
                    sale.plan());
        }
    }

    record NewGrade(
            @NotNull @PlainText(max = 50) @Schema(maxLength = 50)
            String name,

            @NotNull Money price,
            @NotEmpty List<@NotBlank String> categories) {
        Grade grade() {
            return new Grade(
                    name, price, categories.stream().map(TypedText::clean).toList());
        }
    }

    record NewPerformance(@NotNull Instant startsAt) {}

    record NewSale(
            @Nullable Instant lobbyOpensAt,
            @NotNull Instant opensAt,
            @NotNull Instant closesAt,

            @NotBlank @Schema(allowableValues = {"ARRIVAL", "RANDOM"})
            String order,

            int capacity,
            int admissionsPerSecond,
            @Schema(description = MAX_SEATS) int maxSeatsPerFan) {
        SalePlan plan() {
            return new SalePlan(lobbyOpensAt, opensAt, closesAt, order, capacity, admissionsPerSecond, maxSeatsPerFan);
        }
    }

    record Published(String eventId, String saleId, List<Performance> performances) {}

    @PostMapping("/api/v1/events")
    @Operation(
            summary = "Publish an event with its performances and its sale",
            description =
                    "The waiting room and the seats know it within moments. Without visibleFrom it is visible at once.")
    @ApiResponse(
            responseCode = "201",
            description = "Published",
            content = @Content(schema = @Schema(implementation = Published.class)))
    Mono<KeptAnswer> publish(
            KeyedRequest key, @Parameter(hidden = true) Principal seller, @Valid @RequestBody NewEvent body) {
        VenueId venue = new VenueId(body.venueId());
        return once.answer(
                key,
                body,
                eventId -> publishEvent
                        .publish(new EventId(eventId), seller.id(), body.draft(venue, clock.instant()))
                        .map(EventController::answer));
    }

    private static Answer answer(PublishEvent.Outcome outcome) {
        return switch (outcome) {
            case PublishEvent.Outcome.Published published ->
                Answer.created(new Published(
                        published.event().id().value(),
                        published.event().saleId().value(),
                        published.event().performances()));
            case PublishEvent.Outcome.Invalid invalid -> Answer.refused(Problem.invalid(invalid.errors()));
        };
    }

    record EventView(
            String eventId,
            String title,
            String venueId,
            Instant visibleFrom,
            List<Grade> grades,
            List<Performance> performances,
            SaleView sale) {
        static EventView of(Event event) {
            return new EventView(
                    event.id().value(),
                    event.title(),
                    event.venue().value(),
                    event.visibleFrom(),
                    event.grades(),
                    event.performances(),
                    SaleView.of(event.saleId().value(), event.sale()));
        }
    }

    record SaleView(
            String saleId,
            @Nullable Instant lobbyOpensAt,
            Instant opensAt,
            Instant closesAt,
            String order,
            @Schema(description = MAX_SEATS) int maxSeatsPerFan) {
        static SaleView of(String saleId, SalePlan sale) {
            return new SaleView(
                    saleId, sale.lobbyOpensAt(), sale.opensAt(), sale.closesAt(), sale.order(), sale.maxSeatsPerFan());
        }
    }

    /** @param next send it as {@code after} for the next page; null on the last page */
    record EventPage(List<EventView> events, @Nullable String next) {}

    @GetMapping("/api/v1/events")
    @Operation(
            summary = "Events that the caller may see, latest first",
            description = "Events are visible to everybody from their visibleFrom on, and to their seller at once.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of events",
            content = @Content(schema = @Schema(implementation = EventPage.class)))
    Mono<EventPage> list(
            @Parameter(description = "next of the previous page") @RequestParam(required = false) @Nullable
                    String after,
            @Parameter(description = "events per page") @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        Pages.checkShape(after);
        Principal caller = caller(exchange);
        Instant now = clock.instant();
        EventId last = after == null ? null : new EventId(after);
        Mono<Event> visible =
                last == null ? Mono.empty() : catalogue.findEvent(last).filter(event -> event.isVisibleTo(caller, now));
        return Pages.page(
                        catalogue
                                .list(caller == null ? null : caller.id(), now, last, limit)
                                .map(EventView::of),
                        after,
                        visible)
                .map(events -> new EventPage(
                        events, events.size() < limit ? null : events.getLast().eventId()));
    }

    @GetMapping("/api/v1/events/{eventId}")
    @Operation(
            summary = "One event",
            description =
                    "Before its visibleFrom only its seller and managers see it. The same holds for its plan, its seats and its draw.")
    @ApiResponse(
            responseCode = "200",
            description = "The event",
            content = @Content(schema = @Schema(implementation = EventView.class)))
    @Refuses(ProblemType.NOT_FOUND)
    Mono<ResponseEntity<Object>> find(
            @PathVariable @PlainText(max = 64) String eventId, @Parameter(hidden = true) ServerWebExchange exchange) {
        Mono<Event> found = OpaqueId.hasShape(eventId) ? catalogue.findEvent(new EventId(eventId)) : Mono.empty();
        return found.filter(event -> event.isVisibleTo(caller(exchange), clock.instant()))
                .map(event -> ResponseEntity.ok((Object) EventView.of(event)))
                .defaultIfEmpty(Problem.of(ProblemType.NOT_FOUND, "There is no such event")
                        .answer());
    }

    private static @Nullable Principal caller(ServerWebExchange exchange) {
        return Caller.find(exchange.getAttributes()).orElse(null);
    }
}
