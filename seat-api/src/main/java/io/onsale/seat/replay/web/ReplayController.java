package io.onsale.seat.replay.web;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.kernel.time.TimeRule;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.replay.ReplaySale;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

@RestController
@Tag(name = "seats")
class ReplayController implements SmartLifecycle {
    private static final Duration FRAME = Duration.ofMillis(200); // as often as the live stream

    private final ReplaySale replays;
    private final Clock clock;
    private final ReplayQuota quota = new ReplayQuota();
    private volatile Sinks.Empty<Void> stopping = Sinks.empty();
    private volatile boolean running;

    ReplayController(ReplaySale replays, Clock clock) {
        this.replays = replays;
        this.clock = clock;
    }

    @GetMapping(
            path = "/api/v1/admin/performances/{performanceId}/replay",
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Plays the sale of a performance back",
            description =
                    "Server-sent events. begin: all seats at from, and where the replay ends. seats: what changed, in the format of the live stream, each"
                            + " time when it happened by the chosen speed. clock: the time in the sale, every 5 s while nothing happens. end: the replay is"
                            + " over. To pause, close the stream and open another one with from. At most 2 per caller and 16 per server.")
    @ApiResponse(
            responseCode = "200",
            description = "The stream: the data of an event is the member of this schema that has the event's name",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(implementation = ReplayEvents.ReplayEventJson.class)))
    @Refuses(value = ProblemType.NOT_FOUND, note = "also for another seller's performance")
    @Refuses(value = ProblemType.TOO_MANY_REQUESTS, note = "open replays of this caller; with Retry-After")
    Mono<ResponseEntity<Flux<ServerSentEvent<Object>>>> replay(
            @PathVariable String performanceId,
            @Parameter(description = "seconds of the sale per second")
                    @RequestParam(defaultValue = "60")
                    @Min(1)
                    @Max(1000)
                    int speed,
            @Parameter(
                            description = "where to begin, a time; absent: at the first change",
                            schema = @Schema(type = "string", format = "date-time"))
                    @RequestParam(required = false)
                    @Nullable
                    String from,
            @Parameter(hidden = true) Principal caller) {
        Instant beginning = from == null ? null : time(from);
        return replays.findPerformance(new PerformanceId(performanceId), caller)
                .switchIfEmpty(Mono.error(
                        () -> new ProblemException(Problem.of(ProblemType.NOT_FOUND, "You have no such performance"))))
                .doOnNext(performance -> quota.check(caller.id()))
                .map(performance -> ResponseEntity.ok()
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .header("X-Accel-Buffering", "no")
                        .body(quota.limited(caller.id(), stream(performance, beginning, speed, caller.expiresAt()))));
    }

    private static Instant time(String from) {
        return TimeRule.read(from).orElseThrow(() -> new ProblemException(Problem.invalid("from", TimeRule.WORDS)));
    }

    private Flux<ServerSentEvent<Object>> stream(
            Performance performance, @Nullable Instant from, int speed, Instant until) {
        return replays.start(performance, from, FRAME.multipliedBy(speed))
                .flatMapMany(replay -> ReplayEvents.of(replay, speed, Schedulers.parallel()))
                .takeUntilOther(Mono.delay(Duration.between(clock.instant(), until)))
                .takeUntilOther(stopping.asMono());
    }

    @Override
    public void start() {
        stopping = Sinks.empty();
        running = true;
    }

    /** Before the server stops: its graceful shutdown would wait for the streams. */
    @Override
    public void stop() {
        running = false;
        stopping.tryEmitEmpty();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
