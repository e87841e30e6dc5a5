package io.onsale.seat.block.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.seat.block.Allotment;
import io.onsale.seat.block.BlockSeats;
import io.onsale.seat.block.BlockSeats.BlockRefusal;
import io.onsale.seat.block.BlockSeats.BlockRequest;
import io.onsale.seat.block.BlockSeats.Outcome;
import io.onsale.service.openapi.Refuses;
import io.onsale.service.web.PlainText;
import io.onsale.service.web.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "seats")
class BlockController {
    private static final int REASON_MAX = 200; // code points, like every other reason
    private static final int CHANNEL_MAX = 60; // code points: a partner's name

    private final BlockSeats blockSeats;
    private final Clock clock;

    BlockController(BlockSeats blockSeats, Clock clock) {
        this.blockSeats = blockSeats;
        this.clock = clock;
    }

    @Schema(name = "BlockChange")
    record BlockChange(
            @Schema(description = "seats to keep back") @Nullable @Size(max = BlockSeats.SEATS_MAX)
            List<@NotNull String> block,

            @Schema(description = "seats to sell again") @Nullable @Size(max = BlockSeats.SEATS_MAX)
            List<@NotNull String> release,

            @Schema(
                    maxLength = CHANNEL_MAX,
                    description =
                            "for whom the blocked seats are kept: a partner's allotment, a presale; absent: nobody in particular")
            @Nullable
            @PlainText(max = CHANNEL_MAX)
            String channel,

            @Schema(description = "when the blocked seats go on sale to everybody; absent: when they are released")
            @Nullable
            Instant releaseAt,

            @Schema(maxLength = REASON_MAX) @NotNull @PlainText(max = REASON_MAX)
            String reason) {}

    @Schema(name = "RefusedSeat")
    record RefusedSeat(String seatId, BlockRefusal reason) {}

    /**
     * What became of each seat.
     *
     * @param blocked kept back now, also if they were before
     * @param released not kept back now, also if they were not before
     * @param refused left as they were
     */
    @Schema(name = "BlockResult")
    record BlockResult(List<String> blocked, List<String> released, List<RefusedSeat> refused) {}

    @PostMapping("/api/v1/performances/{performanceId}/blocks")
    @Operation(
            summary = "Keep seats of your performance back from sale, or release them",
            description =
                    "At most 2,000 seats in all. Everybody sees them as BLOCKED within moments. Seats that are held or sold are left alone. Safe to"
                            + " repeat. Seats that are kept back already are moved to the channel, or get the time, if there is one. All is in the audit.")
    @ApiResponse(
            responseCode = "200",
            description = "What became of each seat",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = BlockResult.class)))
    @Refuses(value = ProblemType.NOT_FOUND, note = "also for another seller's performance")
    @Refuses(value = ProblemType.SEATS_UNKNOWN, note = "with unknown: ids; then nothing is changed")
    @Refuses(ProblemType.PERFORMANCE_OVER)
    @Refuses(value = ProblemType.SEATS_NOT_READY, note = "with Retry-After")
    Mono<ResponseEntity<Object>> change(
            @PathVariable String performanceId,
            @Parameter(hidden = true) Principal caller,
            @Valid @RequestBody BlockChange body) {
        PerformanceId performance = new PerformanceId(performanceId);
        List<SeatId> block = ids(body.block());
        List<SeatId> release = ids(body.release());
        Set<SeatId> all = new HashSet<>(block);
        all.addAll(release);
        if (all.isEmpty() || all.size() > BlockSeats.SEATS_MAX) {
            return Mono.just(Problem.invalid("block", "and release must name 1 to " + BlockSeats.SEATS_MAX + " seats")
                    .answer());
        }
        if (release.stream().anyMatch(new HashSet<>(block)::contains)) {
            return Mono.just(Problem.invalid("release", "names a seat that block names too")
                    .answer());
        }
        if (body.releaseAt() != null && !body.releaseAt().isAfter(clock.instant())) {
            return Mono.just(
                    Problem.invalid("releaseAt", "must be in the future").answer());
        }
        Allotment allotment = new Allotment(body.channel(), body.releaseAt());
        return blockSeats
                .change(new BlockRequest(performance, block, release, allotment, body.reason(), caller))
                .map(BlockController::answer);
    }

    private static List<SeatId> ids(@Nullable List<String> given) {
        return given == null ? List.of() : given.stream().map(SeatId::new).toList();
    }

    private static ResponseEntity<Object> answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done done ->
                ResponseEntity.ok(new BlockResult(
                        done.blocked().stream().map(SeatId::value).toList(),
                        done.released().stream().map(SeatId::value).toList(),
                        done.refused().entrySet().stream()
                                .map(entry -> new RefusedSeat(entry.getKey().value(), entry.getValue()))
                                .toList()));
            case Outcome.Unknown unknown ->
                Problem.of(ProblemType.SEATS_UNKNOWN, "Nothing was changed")
                        .with("unknown", unknown.seatIds())
                        .answer();
            case Outcome.NoSuchPerformance none ->
                Problem.of(ProblemType.NOT_FOUND, "You have no such performance")
                        .answer();
            case Outcome.Over over ->
                Problem.of(ProblemType.PERFORMANCE_OVER, "Its seats were removed")
                        .answer();
        };
    }
}
