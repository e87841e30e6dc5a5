package io.onsale.ticket.catalogue.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import io.onsale.kernel.event.OnsaleEvent.Performance;
import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.kernel.text.TypedText;
import io.onsale.service.access.Caller;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.Pages;
import io.onsale.service.web.PlainText;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.onsale.ticket.catalogue.Catalogue;
import io.onsale.ticket.catalogue.Event;
import io.onsale.ticket.catalogue.EventQuery;
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
                        published.event().performances().stream()
                                .map(show -> new Performance(show.performanceId(), show.startsAt()))
                                .toList()));
            case PublishEvent.Outcome.Invalid invalid -> Answer.refused(Problem.invalid(invalid.errors()));
        };
    }

    /** @param next send it as {@code after} for the next page; null on the last page */
    record EventPage(List<EventView> events, @Nullable String next) {}

    @GetMapping("/api/v1/events")
    @Operation(
            summary = "Events that the caller may see, latest first",
            description =
                    "Visible to everybody from visibleFrom on, to their seller and to managers at once. A seller's own list has all.")
    @ApiResponse(
            responseCode = "200",
            description = "A page of events",
            content = @Content(schema = @Schema(implementation = EventPage.class)))
    Mono<EventPage> list(
            @Parameter(description = "a part of the title, the venue's name or its address, in any case")
                    @RequestParam(required = false)
                    @Nullable
                    @PlainText(max = EventQuery.WORDS_MAX)
                    String q,
            @Parameter(
                            description =
                                    "upcoming: the sale has not opened; onsale: it is open and a performance is to come; past: all others",
                            schema = @Schema(allowableValues = {"upcoming", "onsale", "past"}))
                    @RequestParam(required = false)
                    @Nullable
                    String status,
            @Parameter(
                            description = "me: the caller's own events, in all states; for sellers",
                            schema = @Schema(allowableValues = "me"))
                    @RequestParam(required = false)
                    @Nullable
                    String seller,
            @Parameter(description = "next of the previous page") @RequestParam(required = false) @Nullable
                    String after,
            @Parameter(description = "events per page") @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        Pages.checkShape(after);
        Principal caller = caller(exchange);
        EventId last = after == null ? null : new EventId(after);
        EventQuery query = new EventQuery(
                seller == null ? null : owner(seller, caller),
                caller == null ? "" : caller.id(),
                caller != null && caller.role() == Role.MANAGER,
                q == null ? "" : TypedText.clean(q),
                status == null ? null : stage(status),
                clock.instant(),
                last,
                limit);
        return Pages.page(catalogue.list(query).map(EventView::of), after, visible(last, caller, query.now()))
                .map(events -> new EventPage(
                        events, events.size() < limit ? null : events.getLast().eventId()));
    }

    private Mono<Event> visible(@Nullable EventId id, @Nullable Principal caller, Instant now) {
        return id == null ? Mono.empty() : catalogue.find(id).filter(event -> event.isVisibleTo(caller, now));
    }

    private static String owner(String seller, @Nullable Principal caller) {
        if (!seller.equals("me")) {
            throw new ProblemException(Problem.invalid("seller", "must be me"));
        }
        if (caller == null || caller.role() != Role.SELLER) {
            throw new ProblemException(Problem.invalid("seller", "is for sellers: sign in as one"));
        }
        return caller.id();
    }

    private static EventQuery.Stage stage(String status) {
        return switch (status) {
            case "upcoming" -> EventQuery.Stage.UPCOMING;
            case "onsale" -> EventQuery.Stage.ONSALE;
            case "past" -> EventQuery.Stage.PAST;
            default -> throw new ProblemException(Problem.invalid("status", "must be upcoming, onsale or past"));
        };
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
        Mono<Event> found = OpaqueId.hasShape(eventId) ? catalogue.find(new EventId(eventId)) : Mono.empty();
        return found.filter(event -> event.isVisibleTo(caller(exchange), clock.instant()))
                .map(event -> ResponseEntity.ok((Object) EventView.of(event)))
                .defaultIfEmpty(Problem.of(ProblemType.NOT_FOUND, "There is no such event")
                        .answer());
    }

    private static @Nullable Principal caller(ServerWebExchange exchange) {
        return Caller.find(exchange.getAttributes()).orElse(null);
    }
}
