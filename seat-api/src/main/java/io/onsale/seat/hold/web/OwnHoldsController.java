package io.onsale.seat.hold.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.seat.SeatApi;
import io.onsale.seat.hold.Hold;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.plan.Performances;
import io.onsale.service.openapi.Refuses;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** All holds of the caller, which a page may have forgotten. */
@RestController
@Tag(name = "holds")
@SecurityRequirement(name = SeatApi.BEARER)
class OwnHoldsController {
    private final SeatHolds holds;
    private final Performances performances;

    OwnHoldsController(SeatHolds holds, Performances performances) {
        this.holds = holds;
        this.performances = performances;
    }

    record OwnHolds(List<HoldJson> holds) {
        static OwnHolds of(List<Hold> holds) {
            return new OwnHolds(holds.stream().map(HoldJson::of).toList());
        }
    }

    /** @param released how many holds */
    record ReleasedHolds(int released) {}

    @GetMapping("/api/v1/performances/{performanceId}/holds/mine")
    @Operation(summary = "Your holds that still hold their seats; none if there is no such performance")
    @ApiResponse(responseCode = "200", description = "Those that no booking has taken over")
    @Refuses(value = ProblemType.SEATS_NOT_READY, note = "with Retry-After")
    Mono<OwnHolds> find(@PathVariable String performanceId, Principal caller) {
        return performances
                .findPerformance(new PerformanceId(performanceId))
                .flatMap(performance -> holds.findHolds(performance, new FanId(caller.id())))
                .defaultIfEmpty(List.of())
                .map(OwnHolds::of);
    }

    @DeleteMapping("/api/v1/performances/{performanceId}/holds/mine")
    @Operation(
            summary = "Give all your holds back, in one step",
            description = "Repeatable. Bookings keep their seats.")
    @ApiResponse(responseCode = "200", description = "The seats are free")
    @Refuses(value = ProblemType.SEATS_NOT_READY, note = "with Retry-After")
    Mono<ReleasedHolds> release(@PathVariable String performanceId, Principal caller) {
        return performances
                .findPerformance(new PerformanceId(performanceId))
                .flatMap(performance -> holds.releaseAll(performance, new FanId(caller.id())))
                .defaultIfEmpty(0)
                .map(ReleasedHolds::new);
    }
}
