package io.onsale.ticket.catalogue.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.kernel.text.TypedText;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.JsonFlaw;
import io.onsale.service.web.PlainText;
import io.onsale.service.web.Problem;
import io.onsale.service.web.Problem.FieldError;
import io.onsale.service.web.ProblemException;
import io.onsale.service.web.Unavailable;
import io.onsale.ticket.catalogue.OpenVenue;
import io.onsale.ticket.catalogue.PlanImport;
import io.onsale.ticket.catalogue.PlanWarnings;
import io.onsale.ticket.catalogue.PretixPlan;
import io.onsale.ticket.catalogue.SeatList;
import io.onsale.ticket.catalogue.Venue;
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
import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

@RestController
@Tag(name = "Catalogue")
class VenueController {
    /** The size of a plan of 120,000 seats with long ids, in bytes. Read whole; the only route that takes more than 64 kB. */
    private static final int BODY_MAX = 16 * 1024 * 1024;

    private static final int BODIES_MAX = 4; // concurrent; 64 MB in all

    private static final int NAME_MAX = 200;
    private static final String MISSING = "is missing";
    private static final String WHAT = "The import of plans";

    private final OpenVenue openVenue;
    private final OncePerKey once;
    private final JsonMapper json;
    private final Scheduler plans;
    private final Semaphore bodies = new Semaphore(BODIES_MAX);

    VenueController(OpenVenue openVenue, OncePerKey once, JsonMapper json, Scheduler planScheduler) {
        this.openVenue = openVenue;
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
                ? read(request)
                        .flatMap(body ->
                                once.answer(key, body, venueId -> open(new VenueId(venueId), seller.id(), body)))
                        .doFinally(end -> bodies.release())
                : Mono.error(new Unavailable(WHAT)));
    }

    private static Mono<byte[]> read(ServerHttpRequest request) {
        return DataBufferUtils.join(request.getBody(), BODY_MAX)
                .map(VenueController::bytes)
                .switchIfEmpty(Mono.error(VenueController::malformed));
    }

    private Mono<Answer> open(VenueId id, String sellerId, byte[] body) {
        return Mono.fromCallable(() -> read(body))
                .subscribeOn(plans)
                .onErrorMap(RejectedExecutionException.class, e -> new Unavailable(WHAT, e))
                .flatMap(read -> open(id, sellerId, read))
                .onErrorResume(JacksonException.class, e -> Mono.just(Answer.refused(unreadable(e))));
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
        return new Read(given, plan(given, warnings));
    }

    private static PlanImport.Outcome plan(NewVenue given, PlanWarnings warnings) {
        if (given.seatList() == null) {
            return PlanImport.read(given.seatingPlan(), warnings);
        }
        if (given.seatingPlan() != null) {
            return new PlanImport.Outcome.Invalid(
                    List.of(new FieldError("seatList", "must be absent where there is a seatingPlan")));
        }
        String name = given.name() == null ? "" : given.name();
        return switch (SeatList.read(given.seatList(), name)) {
            case SeatList.Outcome.Read read -> PlanImport.read(read.plan(), warnings);
            case SeatList.Outcome.Invalid invalid -> new PlanImport.Outcome.Invalid(invalid.errors());
        };
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
            case PlanImport.Outcome.Invalid invalid -> Mono.just(Answer.refused(planInvalid(invalid.errors())));
        };
    }

    private static @Nullable String flaw(@Nullable String text) {
        return text == null ? MISSING : TypedText.flaw(text, NAME_MAX);
    }

    private static Problem planInvalid(List<FieldError> errors) {
        ProblemType type = ProblemType.SEATING_PLAN_INVALID;
        String detail = errors.getFirst().field() + " " + errors.getFirst().message();
        return new Problem(URI.create(type.uri()), type.status(), type.title(), detail, null, errors, Map.of());
    }

    private static Problem unreadable(JacksonException e) {
        FieldError flaw = JsonFlaw.of(e);
        if (flaw == null) {
            return malformed().problem();
        }
        return flaw.field().startsWith("seatingPlan") ? planInvalid(List.of(flaw)) : Problem.invalid(List.of(flaw));
    }

    private static ProblemException malformed() {
        return new ProblemException(Problem.of(
                ProblemType.MALFORMED_REQUEST, "The body is missing or is not JSON of the documented shape"));
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
