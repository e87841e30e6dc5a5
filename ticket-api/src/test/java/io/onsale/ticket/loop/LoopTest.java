package io.onsale.ticket.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

class LoopTest {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final AtomicInteger batches = new AtomicInteger();
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

    @AfterEach
    void stop_time() {
        time.dispose();
    }

    @Test
    void a_second_start_changes_nothing_and_one_stop_is_enough() {
        Loop loop = new Loop("Counting", INTERVAL, new Bell(), () -> Mono.fromCallable(this::count), time);

        loop.start();
        loop.start();
        time.advanceTimeBy(INTERVAL.multipliedBy(3));
        assertThat(batches).hasValue(4);

        loop.stop();
        time.advanceTimeBy(INTERVAL.multipliedBy(3));
        assertThat(batches).hasValue(4);
        assertThat(loop.isRunning()).isFalse();
    }

    @Test
    void a_batch_that_never_ends_is_cancelled_and_the_next_one_comes() {
        TestPublisher<Integer> hanging = TestPublisher.create();
        Loop loop = new Loop(
                "Hanging",
                INTERVAL,
                new Bell(),
                () -> batches.incrementAndGet() == 1 ? hanging.mono() : Mono.just(0),
                time);

        loop.start();
        time.advanceTimeBy(Duration.ofMinutes(11));
        loop.stop();

        hanging.assertCancelled();
        assertThat(batches).hasValueGreaterThan(1);
    }

    private int count() {
        batches.incrementAndGet();
        return 0;
    }
}
