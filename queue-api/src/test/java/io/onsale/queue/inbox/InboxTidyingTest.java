package io.onsale.queue.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Which applied events are deleted, and how many. A separate test runs the SQL statement on Postgres. */
class InboxTidyingTest {
    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private final AtomicLong old = new AtomicLong();
    private final List<Instant> asked = new ArrayList<>();
    private final InboxTidying tidying = new InboxTidying(this::forget, Clock.fixed(NOW, ZoneOffset.UTC));

    private Mono<Long> forget(Instant before, int max) {
        return Mono.fromSupplier(() -> {
            asked.add(before);
            long forgotten = Math.min(max, old.get());
            old.addAndGet(-forgotten);
            return forgotten;
        });
    }

    @Test
    void everything_older_than_a_month_is_deleted() {
        old.set(2_500);

        tidying.round().block(Duration.ofSeconds(20));

        assertThat(old).hasValue(0);
        assertThat(asked).hasSize(3).containsOnly(NOW.minus(Duration.ofDays(30)));
    }

    @Test
    void a_round_has_a_limit() {
        old.set(1_000_000);

        tidying.round().block(Duration.ofSeconds(20));

        assertThat(old).hasValue(980_000);
    }
}
