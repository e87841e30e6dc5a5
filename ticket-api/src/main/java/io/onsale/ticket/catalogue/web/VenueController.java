package io.onsale.ticket.catalogue.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.kernel.text.TypedText;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.PlainText;
import io.onsale.service.web.Problem;
import io.onsale.service.web.Problem.FieldError;
import io.onsale.service.web.Unavailable;
import io.onsale.ticket.catalogue.OpenVenue;
import io.onsale.ticket.catalogue.PlanImport;
import io.onsale.ticket.catalogue.PlanWarnings;
import io.onsale.ticket.catalogue.PretixPlan;
import io.onsale.ticket.catalogue.RevisePlan;
import io.onsale.ticket.catalogue.Venue;
import io.onsale.ticket.catalogue.VenueId;
import io.onsale.ticket.catalogue.Venues;
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
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

@RestController
@Tag(name = "Catalogue")
class VenueController {
    private static final int BODIES_MAX = 4; // concurrent; 64 MB in all

    private static final int NAME_MAX = 200;
    private static final String MISSING = "is missing";
    private static final String WHAT = "The import of plans";

    private final OpenVenue openVenue;
    private final RevisePlan revisePlan;
    private final Venues venues;
    private final OncePerKey once;
    private final JsonMapper json;
    private final Scheduler plans;
    private final Semaphore bodies = new Semaphore(BODIES_MAX);

    VenueController(
            OpenVenue openVenue,
            RevisePlan revisePlan,
            Venues venues,
            OncePerKey once,
            JsonMapper json,
            Scheduler planScheduler) {
        this.openVenue = openVenue;
        this.revisePlan = revisePlan;
        this.venues = venues;
        this.once = once;
        this.json = PlanWarnings.noting(json);
        this.plans = planScheduler;
    }

    record NewVenue(
            @Nullable @PlainText(max = NAME_MAX) String name,
            @Nullable @PlainText(max = NAME_MAX) String location,

            @Schema(description = "IANA time zone, e.g. Asia/Tokyo; absent: Asia/Seoul") @Nullable
            String timeZone,

            @Nullable PretixPlan seatingPlan,

            @Schema(
                    description =
                            "Instead of seatingPlan: seats as CSV, zone,row,seat,category[,x,y] with a header line; without x and"
                                    + " y they are laid out. Errors are told by line: seatList[3].row is the row on line 3")
            @Nullable
            String seatList) {}

    @PostMapping(path = "/api/v1/venues", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Create a venue with its seating plan",
            description =
                    "The seats are either a seatingPlan, pretix's seating-plan JSON of either generation, or a seatList as CSV. Errors that would sell a seat wrongly are refused with their "
                            + "path; harmless oddities are accepted and listed in warnings. Seats without a category are not for sale.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = NewVenue.class))))
    @ApiResponse(
            responseCode = "201",
            description = "The venue",
            content = @Content(schema = @Schema(implementation = VenueView.class)))
    @Refuses({ProblemType.SEATING_PLAN_INVALID, ProblemType.BODY_TOO_LARGE})
    Mono<KeptAnswer> open(
            KeyedRequest key,
            @Parameter(hidden = true) Principal seller,
            @Parameter(hidden = true) ServerHttpRequest request) {
        return Mono.defer(() -> bodies.tryAcquire()
                ? PlanBodies.read(request)
                        .flatMap(body ->
                                once.answer(key, body, venueId -> open(new VenueId(venueId), seller.id(), body)))
                        .doFinally(end -> bodies.release())
                : Mono.error(new Unavailable(WHAT)));
    }

    record NewPlan(
            @Nullable PretixPlan seatingPlan,

            @Schema(description = PlanBodies.SEAT_LIST) @Nullable
            String seatList) {}

    @PutMapping(path = "/api/v1/venues/{venueId}/plan", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Give your venue a newer seating plan, for its next events",
            description =
                    "It may add seats and must have all seats that the venue has, by seat_guid: the first 100 that it lacks are named. Events"
                            + " keep the plan that they were published with. Safe to repeat.",
            requestBody =
                    @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = NewPlan.class))))
    @ApiResponse(
            responseCode = "200",
            description = "The venue with its newer plan",
            content = @Content(schema = @Schema(implementation = VenueView.class)))
    @Refuses({ProblemType.NOT_FOUND, ProblemType.SEATING_PLAN_INVALID, ProblemType.BODY_TOO_LARGE})
    Mono<ResponseEntity<Object>> revise(
            @PathVariable @PlainText(max = 64) String venueId,
            @Parameter(hidden = true) Principal seller,
            @Parameter(hidden = true) ServerHttpRequest request) {
        VenueId id = new VenueId(venueId);
        return Mono.defer(() -> bodies.tryAcquire()
                ? venues.find(id)
                        .filter(venue -> venue.sellerId().equals(seller.id()))
                        .flatMap(venue -> PlanBodies.read(request).flatMap(body -> revise(venue, seller.id(), body)))
                        .defaultIfEmpty(noVenue().answer())
                        .doFinally(end -> bodies.release())
                : Mono.error(new Unavailable(WHAT)));
    }

    private Mono<ResponseEntity<Object>> revise(Venue venue, String sellerId, byte[] body) {
        return Mono.fromCallable(() -> readPlan(venue.name(), body))
                .subscribeOn(plans)
                .flatMap(read -> switch (read) {
                    case PlanImport.Outcome.Invalid invalid ->
                        Mono.just(PlanBodies.invalid(invalid.errors()).answer());
                    case PlanImport.Outcome.Imported imported ->
                        revisePlan
                                .revise(venue.id(), sellerId, imported.plan())
                                .map(outcome -> answer(outcome, imported.warnings()));
                })
                .onErrorMap(RejectedExecutionException.class, e -> new Unavailable(WHAT, e))
                .onErrorResume(
                        JacksonException.class,
                        e -> Mono.just(PlanBodies.unreadable(e).answer()));
    }

    private static ResponseEntity<Object> answer(RevisePlan.Outcome outcome, List<FieldError> warnings) {
        return switch (outcome) {
            case RevisePlan.Outcome.Revised revised -> ResponseEntity.ok(VenueView.of(revised.venue(), warnings));
            case RevisePlan.Outcome.NotFound none -> noVenue().answer();
            case RevisePlan.Outcome.SeatsDropped dropped ->
                PlanBodies.invalid(dropped(dropped)).answer();
        };
    }

    private static List<FieldError> dropped(RevisePlan.Outcome.SeatsDropped dropped) {
        List<FieldError> errors = new ArrayList<>();
        dropped.seatIds().forEach(seat -> errors.add(new FieldError("seatingPlan", "lacks the venue's seat " + seat)));
        if (dropped.more() > 0) {
            errors.add(new FieldError("seatingPlan", "lacks " + dropped.more() + " more of its seats"));
        }
        return errors;
    }

    private static Problem noVenue() {
        return Problem.of(ProblemType.NOT_FOUND, "You have no such venue");
    }

    private Mono<Answer> open(VenueId id, String sellerId, byte[] body) {
        return Mono.fromCallable(() -> read(body))
                .subscribeOn(plans)
                .onErrorMap(RejectedExecutionException.class, e -> new Unavailable(WHAT, e))
                .flatMap(read -> open(id, sellerId, read))
                .onErrorResume(JacksonException.class, e -> Mono.just(Answer.refused(PlanBodies.unreadable(e))));
    }

    private record Read(NewVenue venue, PlanImport.Outcome plan) {}

    private Read read(byte[] body) {
        PlanWarnings warnings = new PlanWarnings();
        @Nullable
        NewVenue venue = json.readerFor(NewVenue.class)
                .withAttribute(PlanWarnings.class, warnings)
                .readValue(body);
        NewVenue given =
                venue == null ? new NewVenue(null, null, null, null, null) : venue; // JSON null: everything is missing
        String name = given.name() == null ? "" : given.name();
        return new Read(given, PlanBodies.plan(new NewPlan(given.seatingPlan(), given.seatList()), name, warnings));
    }

    private PlanImport.Outcome readPlan(String name, byte[] body) {
        PlanWarnings warnings = new PlanWarnings();
        @Nullable
        NewPlan plan = json.readerFor(NewPlan.class)
                .withAttribute(PlanWarnings.class, warnings)
                .readValue(body);
        return PlanBodies.plan(plan == null ? new NewPlan(null, null) : plan, name, warnings);
    }

    private Mono<Answer> open(VenueId id, String sellerId, Read read) {
        String name = read.venue().name();
        String location = read.venue().location();
        String flaw = flaw(name);
        if (name == null || flaw != null) {
            return Mono.just(Answer.refused(Problem.invalid("name", Objects.requireNonNullElse(flaw, MISSING))));
        }
        flaw = flaw(location);
        if (location == null || flaw != null) {
            return Mono.just(Answer.refused(Problem.invalid("location", Objects.requireNonNullElse(flaw, MISSING))));
        }
        String region = read.venue().timeZone();
        ZoneId timeZone = region == null ? Venue.TIME_ZONE_DEFAULT : Venue.findTimeZone(region);
        if (timeZone == null) {
            return Mono.just(
                    Answer.refused(Problem.invalid("timeZone", "must be an IANA time zone such as Asia/Seoul")));
        }
        return switch (read.plan()) {
            case PlanImport.Outcome.Imported imported ->
                openVenue
                        .open(id, sellerId, name, location, timeZone, imported.plan())
                        .map(venue -> Answer.created(VenueView.of(venue, imported.warnings())));
            case PlanImport.Outcome.Invalid invalid -> Mono.just(Answer.refused(PlanBodies.invalid(invalid.errors())));
        };
    }

    private static @Nullable String flaw(@Nullable String text) {
        return text == null ? MISSING : TypedText.flaw(text, NAME_MAX);
    }
}
