package io.onsale.ticket.member.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onsale.service.web.ProblemException;
import io.onsale.service.web.Unavailable;
import io.onsale.ticket.member.Sharer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedWorkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Sharer CROWD = new Sharer(1, false);
    private static final Sharer OTHER = new Sharer(2, false);
    private static final Sharer REGULAR = new Sharer(3, true);

    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch busy = new CountDownLatch(1);
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<?>> all = new ArrayList<>();
    private final SharedWork work = new SharedWork(1, 60, 1_000, "test");

    @AfterEach
    void end() {
        gate.countDown();
        work.close();
    }

    /** Keeps the one thread busy until the gate opens. */
    private void occupy() throws InterruptedException {
        all.add(work.run(CROWD, () -> {
                    busy.countDown();
                    gate.await();
                    return "first";
                })
                .toFuture());
        busy.await();
    }

    private CompletableFuture<?> ask(Sharer sharer, String name) {
        CompletableFuture<?> asked = work.run(sharer, () -> {
                    done.add(name);
                    return name;
                })
                .toFuture();
        all.add(asked);
        return asked;
    }

    private void openAndWait() {
        gate.countDown();
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new))
                .orTimeout(20, java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }

    @Test
    void a_single_task_waits_for_one_task_of_a_crowd() throws InterruptedException {
        occupy();
        for (int i = 0; i < 50; i++) {
            ask(CROWD, "crowd");
        }
        ask(OTHER, "other");
        ask(REGULAR, "regular");

        openAndWait();

        assertThat(done.indexOf("other")).isLessThanOrEqualTo(2);
        assertThat(done.indexOf("regular")).isLessThanOrEqualTo(2);
        assertThat(done).hasSize(52);
    }

    @Test
    void every_second_turn_is_for_those_who_are_known() throws InterruptedException {
        occupy();
        for (int i = 0; i < 400; i++) {
            ask(new Sharer(1_000 + i, false), "stranger");
        }
        for (int i = 0; i < 3; i++) {
            ask(new Sharer(5_000 + i, true), "known");
        }

        openAndWait();

        assertThat(done.lastIndexOf("known")).isLessThanOrEqualTo(6);
    }

    @Test
    void one_sharer_and_all_strangers_are_bounded_and_room_is_left_for_others() throws InterruptedException {
        occupy();
        for (int i = 0; i < 60; i++) {
            ask(CROWD, "crowd");
        }

        assertThatThrownBy(() -> work.run(CROWD, () -> "61").block(PATIENCE)).isInstanceOf(ProblemException.class);
        CompletableFuture<?> other = ask(OTHER, "other");
        for (int i = 0; i < 439; i++) {
            ask(new Sharer(1_000 + i, false), "stranger");
        }
        assertThatThrownBy(() -> work.run(new Sharer(7, false), () -> "501").block(PATIENCE))
                .isInstanceOf(Unavailable.class);
        CompletableFuture<?> regular = ask(REGULAR, "regular");

        openAndWait();
        assertThat(other.join()).isEqualTo("other");
        assertThat(regular.join()).isEqualTo("regular");
    }

    @Test
    void what_nobody_waits_for_any_more_is_not_done() throws InterruptedException {
        occupy();
        var gone = work.run(CROWD, () -> done.add("gone")).subscribe();
        ask(CROWD, "there");
        gone.dispose();

        openAndWait();

        assertThat(done).containsExactly("there");
    }

    @Test
    void what_fails_fails_for_its_caller_alone() {
        assertThatThrownBy(() -> work.run(CROWD, () -> Objects.requireNonNull(null, "broken"))
                        .block(PATIENCE))
                .hasMessageContaining("broken");
        assertThat(work.run(CROWD, () -> "next").block(PATIENCE)).isEqualTo("next");
    }
}
