package io.onsale.seat.block.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.seat.block.KeptBackSeats.KeptBackGroup;
import io.onsale.seat.block.ListKeptBack;
import io.onsale.seat.block.SaleControls.ControlAction;
import io.onsale.seat.block.SaleControls.SaleControl;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What is kept back and what was done with seats, for the event's seller and for managers. */
@RestController
@RequestMapping("/api/v1/admin/performances/{performanceId}")
@Tag(name = "seats")
@Refuses(value = ProblemType.NOT_FOUND, note = "also for another seller's performance")
class SaleControlController {
    private final ListKeptBack keptBack;

    SaleControlController(ListKeptBack keptBack) {
        this.keptBack = keptBack;
    }

    /**
     * Seats that are kept back alike.
     *
     * @param channel for whom; null: nobody in particular
     * @param releaseAt when they go on sale; null: when somebody releases them
     */
    @Schema(name = "KeptBackGroup")
    record GroupJson(
            @Nullable String channel,
            @Nullable Instant releaseAt,
            List<String> seatIds,
            String reason,
            String who,
            Instant since) {}

    @Schema(name = "KeptBackList")
    record GroupsJson(List<GroupJson> groups) {}

    /** @param who a seller or manager, or system at the time that they had set */
    @Schema(name = "SaleControl")
    record ControlJson(
            long controlId,
            ControlAction action,
            @Nullable String channel,
            @Nullable Instant releaseAt,
            List<String> seatIds,
            String reason,
            String who,
            Instant at) {}

    /** @param next send it as {@code after} for the next page; null on the last page */
    @Schema(name = "SaleControlPage")
    record ControlPage(List<ControlJson> controls, @Nullable String next) {}

    @GetMapping("/blocks")
    @Operation(summary = "The seats that are kept back, with channel, time, reason and who did it")
    @ApiResponse(
            responseCode = "200",
            description = "All of them; the plan's own seats without a grade are not in here",
            content = @Content(schema = @Schema(implementation = GroupsJson.class)))
    Mono<GroupsJson> blocks(@PathVariable String performanceId, @Parameter(hidden = true) Principal caller) {
        return keptBack.findGroups(new PerformanceId(performanceId), caller)
                .map(groups -> new GroupsJson(
                        groups.stream().map(SaleControlController::json).toList()))
                .switchIfEmpty(notFound());
    }

    @GetMapping("/controls")
    @Operation(summary = "The audit: who kept back, moved or released which seats, when and why; the latest first")
    @ApiResponse(
            responseCode = "200",
            description = "A page",
            content = @Content(schema = @Schema(implementation = ControlPage.class)))
    Mono<ControlPage> controls(
            @PathVariable String performanceId,
            @Parameter(description = "next of the previous page") @RequestParam(required = false) @Nullable
                    String after,
            @Parameter(description = "entries per page") @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit,
            @Parameter(hidden = true) Principal caller) {
        return keptBack.findControls(
                        new PerformanceId(performanceId), caller, after == null ? null : number(after), limit)
                .map(page -> new ControlPage(
                        page.stream().map(SaleControlController::json).toList(),
                        page.size() < limit
                                ? null
                                : Long.toString(page.getLast().id())))
                .switchIfEmpty(notFound());
    }

    private static Long number(String after) {
        if (!after.matches("\\d{1,18}")) {
            throw new ProblemException(Problem.invalid("after", "must be the value of next from a page of this list"));
        }
        return Long.valueOf(after);
    }

    private static <T> Mono<T> notFound() {
        return Mono.error(
                () -> new ProblemException(Problem.of(ProblemType.NOT_FOUND, "You have no such performance")));
    }

    private static GroupJson json(KeptBackGroup group) {
        return new GroupJson(
                group.allotment().channel(),
                group.allotment().releaseAt(),
                group.seatIds(),
                group.reason(),
                group.who(),
                group.since());
    }

    private static ControlJson json(SaleControl control) {
        return new ControlJson(
                control.id(),
                control.action(),
                control.allotment().channel(),
                control.allotment().releaseAt(),
                control.seatIds(),
                control.reason(),
                control.who(),
                control.at());
    }
}
