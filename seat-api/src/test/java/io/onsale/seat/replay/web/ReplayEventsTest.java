package io.onsale.seat.replay.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.seat.map.SeatDelta.SeatChange;
import io.onsale.seat.replay.ReplaySale.Replay;
import io.onsale.seat.replay.ReplaySale.ReplayFrame;
import io.onsale.seat.seat.SeatState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class ReplayEventsTest {
    private static final Instant START = Instant.parse("2026-12-01T10:00:00Z");

    private static ReplayFrame frame(long number, long afterSeconds) {
        return new ReplayFrame(START.plusSeconds(afterSeconds), number, List.of(new SeatChange(0, SeatState.HELD)));
    }

    private static Flux<String> names(VirtualTimeScheduler timer, Flux<ReplayFrame> frames) {
        Replay replay = new Replay(START, START.plusSeconds(200), "", frames);
        return Flux.defer(() -> ReplayEvents.of(replay, 10, timer)).map(event -> String.valueOf(event.event()));
    }

    @Test
    void each_frame_comes_when_its_time_has_come_by_the_speed() {
        VirtualTimeScheduler timer = VirtualTimeScheduler.create();

        StepVerifier.withVirtualTime(() -> names(timer, Flux.just(frame(1, 20), frame(2, 40))), () -> timer, 99)
                .expectNext("begin")
                .expectNoEvent(Duration.ofSeconds(2))
                .expectNext("seats")
                .expectNoEvent(Duration.ofSeconds(2))
                .expectNext("seats")
                .expectNoEvent(Duration.ofSeconds(5))
                .expectNext("clock") // nothing happens until the end, 20 s after the beginning
                .thenAwait(Duration.ofSeconds(5))
                .expectNext("clock")
                .thenAwait(Duration.ofSeconds(5))
                .expectNext("clock")
                .thenAwait(Duration.ofSeconds(1))
                .expectNext("end")
                .verifyComplete();
    }

    @Test
    void nothing_is_read_ahead_for_a_reader_that_takes_nothing() {
        VirtualTimeScheduler timer = VirtualTimeScheduler.create();
        AtomicInteger read = new AtomicInteger();
        Flux<ReplayFrame> many = Flux.range(1, 1_000).map(i -> frame(i, 1)).doOnNext(one -> read.incrementAndGet());

        StepVerifier.withVirtualTime(() -> names(timer, many), () -> timer, 1)
                .expectNext("begin")
                .thenAwait(Duration.ofMinutes(5))
                .then(() -> assertThat(read.get()).isLessThan(5))
                .thenCancel()
                .verify();
    }
}
