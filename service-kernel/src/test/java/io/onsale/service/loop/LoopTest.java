package io.onsale.service.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

class LoopTest {
    private static final Duration PACE = Duration.ofMillis(200);

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicInteger rounds = new AtomicInteger();

    @AfterEach
    void stop_time() {
        time.dispose();
    }

    private Loop counting() {
        return new Loop("Counting", PACE, time, () -> Mono.fromRunnable(rounds::incrementAndGet));
    }

    @Test
    void it_works_at_once_and_then_at_its_pace_until_stopped() {
        Loop loop = counting();
        loop.start();
        time.advanceTimeBy(PACE.multipliedBy(3));
        assertThat(rounds).hasValue(4);

        loop.stop();
        assertThat(loop.isRunning()).isFalse();
        time.advanceTimeBy(PACE.multipliedBy(10));
        assertThat(rounds).hasValue(4);
    }

    @Test
    void starting_twice_does_not_work_twice_and_stopping_once_is_enough() {
        Loop loop = counting();
        loop.start();
        loop.start();
        time.advanceTimeBy(PACE);
        assertThat(rounds).hasValue(2);

        loop.stop();
        loop.stop();
        time.advanceTimeBy(PACE.multipliedBy(10));
        assertThat(rounds).hasValue(2);
    }

    @Test
    void it_can_be_started_again() {
        Loop loop = counting();
        loop.start();
        loop.stop();
        int before = rounds.get();
        loop.start();
        assertThat(loop.isRunning()).isTrue();
        time.advanceTimeBy(PACE);
        assertThat(rounds.get()).isEqualTo(before + 2);
    }

    @Test
    void a_round_that_fails_does_not_end_it() {
        Loop loop = new Loop("Failing", PACE, time, () -> {
            if (rounds.incrementAndGet() % 2 == 1) {
                throw new IllegalStateException("thrown");
            }
            return Mono.error(new IllegalStateException("signalled"));
        });
        loop.start();
        time.advanceTimeBy(PACE.multipliedBy(5));
        assertThat(rounds).hasValue(6);
    }

    @Test
    void rounds_never_overlap_and_late_ones_are_skipped_not_queued() {
        TestPublisher<Void> slow = TestPublisher.create();
        Loop loop = new Loop("Slow", PACE, time, () -> rounds.incrementAndGet() == 1 ? slow.mono() : Mono.empty());
        loop.start();
        time.advanceTimeBy(PACE.multipliedBy(20));
        assertThat(rounds).hasValue(1);

        slow.complete();
        time.advanceTimeBy(PACE);
        assertThat(rounds).hasValue(2);
    }

    @Test
    void stopping_cancels_the_round_under_way() {
        TestPublisher<Void> slow = TestPublisher.create();
        Loop loop = new Loop("Slow", PACE, time, slow::mono);
        loop.start();
        time.advanceTimeBy(PACE);
        slow.assertSubscribers(1);

        loop.stop();
        slow.assertNoSubscribers();
        slow.assertCancelled();
    }

    @Test
    void a_round_that_hangs_is_given_up() {
        Loop loop = new Loop("Hanging", PACE, time, () -> rounds.incrementAndGet() == 1 ? Mono.never() : Mono.empty());
        loop.start();
        time.advanceTimeBy(Duration.ofSeconds(11));
        assertThat(rounds.get()).isGreaterThan(1);
    }

    @Test
    void a_loop_may_begin_later_and_its_rounds_may_take_longer() {
        List<Long> ticks = new ArrayList<>();
        Duration minute = Duration.ofMinutes(1);
        Loop loop = new Loop("Patient", PACE.multipliedBy(2), PACE, minute, time, tick -> {
            ticks.add(tick);
            return tick == 1 ? Mono.never() : Mono.empty();
        });
        loop.start();
        time.advanceTimeBy(PACE);
        assertThat(ticks).isEmpty();

        time.advanceTimeBy(PACE.multipliedBy(2));
        assertThat(ticks).containsExactly(0L, 1L);
        time.advanceTimeBy(minute.minusMillis(1));
        assertThat(ticks).containsExactly(0L, 1L);
        time.advanceTimeBy(PACE);
        assertThat(ticks).hasSizeGreaterThan(2);
    }

    private final Map<String, Integer> roundsOf = new HashMap<>();

    private Loop forEach(Supplier<List<String>> all, Function<String, Mono<Void>> round) {
        return Loop.forEach("Many", PACE, time, all, Function.identity(), one -> {
            roundsOf.merge(one, 1, Integer::sum);
            return round.apply(one);
        });
    }

    @Test
    void of_many_one_that_hangs_holds_up_no_other_and_is_given_up_in_the_end() {
        Loop loop = forEach(
                () -> List.of("hanging", "healthy"), one -> one.equals("hanging") ? Mono.never() : Mono.empty());
        loop.start();
        time.advanceTimeBy(PACE.multipliedBy(5));
        assertThat(roundsOf).isEqualTo(Map.of("hanging", 1, "healthy", 6));

        time.advanceTimeBy(Duration.ofSeconds(10));
        assertThat(roundsOf).containsEntry("hanging", 2).containsEntry("healthy", 56);
    }

    @Test
    void of_many_one_that_fails_is_tried_again_and_the_others_go_on() {
        Loop loop = forEach(() -> List.of("failing", "healthy"), one -> {
            if (one.equals("failing")) {
                throw new IllegalStateException("thrown");
            }
            return Mono.empty();
        });
        loop.start();
        time.advanceTimeBy(PACE.multipliedBy(2));
        assertThat(roundsOf).isEqualTo(Map.of("failing", 3, "healthy", 3));
    }

    @Test
    void of_many_who_is_asked_for_anew_each_time_and_may_fail_to_be_known() {
        List<List<String>> lists = new ArrayList<>(List.of(List.of("old"), List.of("new")));
        Loop loop = forEach(lists::removeFirst, one -> Mono.empty());
        loop.start();
        time.advanceTimeBy(PACE.multipliedBy(2)); // the third time there is no list
        lists.add(List.of("old"));
        time.advanceTimeBy(PACE);
        assertThat(roundsOf).isEqualTo(Map.of("old", 2, "new", 1));
    }

    @Test
    void of_many_no_more_than_64_are_under_way() {
        List<String> all = IntStream.range(0, 100).mapToObj(i -> "one-" + i).toList();
        Loop loop = forEach(() -> all, one -> Mono.never());
        loop.start();
        time.advanceTimeBy(PACE.multipliedBy(3));
        assertThat(roundsOf).hasSize(64);
    }

    @Test
    void stopping_cancels_those_of_many_that_are_under_way_and_a_new_start_tries_them_again() {
        TestPublisher<Void> slow = TestPublisher.create();
        Loop loop = forEach(() -> List.of("slow"), one -> slow.mono());
        loop.start();
        time.advanceTimeBy(PACE);
        slow.assertSubscribers(1);

        loop.stop();
        slow.assertNoSubscribers();
        loop.start();
        time.advanceTimeBy(PACE);
        slow.assertSubscribers(1);
    }

    private final WakeUpSignal signal = new WakeUpSignal();
    private int backlog;

    private Loop working() {
        return Loop.batches("Working", PACE, time, signal, () -> {
            rounds.incrementAndGet();
            return Mono.just(Math.max(0, backlog--));
        });
    }

    @Test
    void batches_follow_each_other_until_nothing_is_left() {
        Loop loop = working();
        backlog = 3;
        loop.start();
        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(rounds).hasValue(4);

        time.advanceTimeBy(PACE);
        assertThat(rounds).hasValue(5);
    }

    @Test
    void a_signal_starts_a_round_before_its_tick() {
        Loop loop = working();
        loop.start();
        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(rounds).hasValue(1);

        signal.send();
        assertThat(rounds).hasValue(2);
        loop.stop();
        signal.send();
        assertThat(rounds).hasValue(2);
    }

    @Test
    void a_signal_during_a_batch_is_followed_by_one_more_and_never_overlaps() {
        TestPublisher<Integer> slow = TestPublisher.create();
        Loop loop = Loop.batches(
                "Slow", PACE, time, signal, () -> rounds.incrementAndGet() == 1 ? slow.mono() : Mono.just(0));
        loop.start();
        time.advanceTimeBy(PACE.multipliedBy(5));
        signal.send();
        signal.send();
        assertThat(rounds).hasValue(1);

        slow.emit(0);
        assertThat(rounds).hasValue(2);
        time.advanceTimeBy(PACE);
        assertThat(rounds).hasValue(3);
    }

    @Test
    void a_batch_that_fails_or_hangs_is_tried_again_at_the_next_tick() {
        Loop loop = Loop.batches("Failing", PACE, time, signal, () -> switch (rounds.incrementAndGet()) {
            case 1 -> Mono.error(new IllegalStateException("signalled"));
            case 2 -> Mono.never();
            default -> Mono.empty();
        });
        loop.start();
        time.advanceTimeBy(PACE.dividedBy(2));
        assertThat(rounds).hasValue(1);
        time.advanceTimeBy(PACE.multipliedBy(3));
        assertThat(rounds).hasValue(2);

        time.advanceTimeBy(Duration.ofMinutes(10));
        assertThat(rounds.get()).isGreaterThan(2);
    }
}
