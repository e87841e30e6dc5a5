package io.onsale.ticket.catalogue.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.access.Role;
import io.onsale.kernel.event.SeatingPlan;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.Pages;
import io.onsale.service.web.PlainText;
import io.onsale.service.web.Problem;
import io.onsale.service.web.Unavailable;
import io.onsale.ticket.catalogue.Venue;
import io.onsale.ticket.catalogue.VenueId;
import io.onsale.ticket.catalogue.Venues;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** A seller's venues, for choosing one and for drawing its plan. */
@RestController
@RequestMapping("/api/v1/venues")
@Tag(name = "Catalogue")
class OwnVenuesController {
    private final Venues venues;

    OwnVenuesController(Venues venues) {
        this.venues = venues;
    }

    /** @param next send it as {@code after} for the next page; null on the last page */
    record VenuePage(List<VenueView> venues, @Nullable String next) {}

    @GetMapping
    @Operation(summary = "Your venues, latest first")
    @ApiResponse(
            responseCode = "200",
            description = "A page of venues",
            content = @Content(schema = @Schema(implementation = VenuePage.class)))
    Mono<VenuePage> list(
            @Parameter(description = "next of the previous page") @RequestParam(required = false) @Nullable
                    String after,
            @Parameter(description = "venues per page") @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @Parameter(hidden = true) Principal seller) {
        Pages.checkShape(after);
        VenueId last = after == null ? null : new VenueId(after);
        Mono<Venue> own = last == null ? Mono.empty() : venues.find(last).filter(venue -> isFor(venue, seller));
        return Pages.page(
                        venues.ofSeller(seller.id(), last, limit).map(venue -> VenueView.of(venue, List.of())),
                        after,
                        own)
                .map(page -> new VenuePage(
                        page, page.size() < limit ? null : page.getLast().venueId()));
    }

    @GetMapping("/{venueId}")
    @Operation(summary = "One of your venues; managers see all")
    @ApiResponse(
            responseCode = "200",
            description = "The venue",
            content = @Content(schema = @Schema(implementation = VenueView.class)))
    @Refuses(ProblemType.NOT_FOUND)
    Mono<ResponseEntity<Object>> find(
            @PathVariable @PlainText(max = 64) String venueId, @Parameter(hidden = true) Principal caller) {
        return venues.find(new VenueId(venueId))
                .filter(venue -> isFor(venue, caller))
                .map(venue -> ResponseEntity.ok((Object) VenueView.of(venue, List.of())))
                .defaultIfEmpty(notFound());
    }

    @GetMapping("/{venueId}/plan")
    @Operation(
            summary = "The seating plan of one of your venues, for drawing",
            description = "Positions are absolute, in plan units. Events keep the plan that they were published with.")
    @ApiResponse(
            responseCode = "200",
            description = "The plan",
            content = @Content(schema = @Schema(implementation = SeatingPlan.class)))
    @Refuses(ProblemType.NOT_FOUND)
    Mono<ResponseEntity<Object>> plan(
            @PathVariable @PlainText(max = 64) String venueId, @Parameter(hidden = true) Principal caller) {
        return venues.find(new VenueId(venueId))
                .filter(venue -> isFor(venue, caller))
                .flatMap(venue -> venues.getPlanJson(venue.id()))
                .onErrorMap(RejectedExecutionException.class, e -> new Unavailable("The reading of plans", e))
                .map(json -> ResponseEntity.ok()
                        .cacheControl(CacheControl.noCache().cachePrivate())
                        .contentType(MediaType.APPLICATION_JSON)
                        .body((Object) json))
                .defaultIfEmpty(notFound());
    }

    private static boolean isFor(Venue venue, Principal caller) {
        return caller.role() == Role.MANAGER || venue.sellerId().equals(caller.id());
    }

    private static ResponseEntity<Object> notFound() {
        return Problem.of(ProblemType.NOT_FOUND, "You have no such venue").answer();
    }
}
