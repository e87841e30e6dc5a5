package io.onsale.seat.replay.web;

import io.onsale.seat.replay.ReplaySale.Replay;
import io.onsale.seat.replay.ReplaySale.ReplayFrame;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The events of a replay, each when its time has come by the chosen speed. A reader that is late gets the next ones without a pause. */
final class ReplayEvents {
    /** Shows that the replay goes on while nothing happens, also to proxies. */
    private static final Duration CLOCK_EVERY = Duration.ofSeconds(5);

    /**
     * The beginning.
     *
     * @param states of all seats at {@code from}, two bits each, base64
     */
    @Schema(name = "ReplayBegin")
    record Begin(Instant from, Instant to, int speed, String states) {}

    /**
     * What changed, as in the live stream.
     *
     * @param version counts the events
     * @param changes pairs of seat index and state
     * @param at when the last of it happened
     */
    @Schema(name = "ReplaySeats")
    record Seats(long version, List<List<Integer>> changes, Instant at) {}

    /** The time in the sale. */
    @Schema(name = "ReplayTime")
    record Time(Instant at) {}

    /** What each event has as its data: the member that has its name. */
    @Schema(name = "ReplayEvent")
    record ReplayEventJson(
            @Nullable Begin begin,
            @Nullable Seats seats,
            @Nullable Time clock,
            @Nullable Time end) {}

    private final Replay replay;
    private final int speed;
    private final Scheduler timer;
    private final long startedAt; // ms of the timer

    private ReplayEvents(Replay replay, int speed, Scheduler timer) {
        this.replay = replay;
        this.speed = speed;
        this.timer = timer;
        this.startedAt = timer.now(TimeUnit.MILLISECONDS);
    }

    /** Subscribe once, at once: its clock starts with this call. */
    static Flux<ServerSentEvent<Object>> of(Replay replay, int speed, Scheduler timer) {
        return new ReplayEvents(replay, speed, timer).all();
    }

    private Flux<ServerSentEvent<Object>> all() {
        Begin begin = new Begin(replay.from(), replay.to(), speed, replay.states());
        return Flux.concat(
                Mono.just(event("begin", begin)),
                replay.frames().concatMap(this::inTime, 1),
                Flux.defer(() -> waiting(replay.to())),
                Mono.just(event("end", new Time(replay.to()))));
    }

    private Flux<ServerSentEvent<Object>> inTime(ReplayFrame frame) {
        return Flux.concat(Flux.defer(() -> waiting(frame.at())), Mono.just(event("seats", json(frame))));
    }

    /** Ends at the time {@code at} of the sale. */
    private Flux<ServerSentEvent<Object>> waiting(Instant at) {
        long dueMs = startedAt + Duration.between(replay.from(), at).toMillis() / speed;
        long waitMs = dueMs - timer.now(TimeUnit.MILLISECONDS);
        return waitMs <= 0
                ? Flux.empty()
                : Flux.interval(CLOCK_EVERY, timer)
                        .onBackpressureDrop()
                        .map(tick -> event("clock", new Time(now())))
                        .takeUntilOther(Mono.delay(Duration.ofMillis(waitMs), timer));
    }

    private Instant now() {
        return replay.from().plusMillis((timer.now(TimeUnit.MILLISECONDS) - startedAt) * speed);
    }

    private static Seats json(ReplayFrame frame) {
        List<List<Integer>> changes = frame.changes().stream()
                .map(change -> List.of(change.index(), change.state().bits()))
                .toList();
        return new Seats(frame.number(), changes, frame.at());
    }

    private static ServerSentEvent<Object> event(String name, Object data) {
        return ServerSentEvent.builder(data).event(name).build();
    }
}
