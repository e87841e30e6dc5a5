package io.onsale.service.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private static final Rate THREE = new Rate(1, Duration.ofSeconds(2), 3);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may overflow
    private final RateLimiter<String> limiter = new RateLimiter<>(THREE, 10, now::get);

    @Test
    void what_is_given_back_counts_as_never_taken() {
        for (int i = 0; i < 100; i++) {
            assertThat(limiter.take("ann")).isZero();
            limiter.giveBack("ann");
        }
        assertThat(limiter.take("ann")).isZero();
        assertThat(limiter.take("ann")).isZero();
        assertThat(limiter.take("ann")).isZero();
        assertThat(limiter.take("ann")).isPositive();
    }

    @Test
    void giving_back_too_much_gives_no_credit() {
        limiter.take("ann");
        for (int i = 0; i < 100; i++) {
            limiter.giveBack("ann");
        }
        for (int i = 0; i < 3; i++) {
            assertThat(limiter.take("ann")).isZero();
        }
        assertThat(limiter.take("ann")).isPositive();
    }

    @Test
    void a_forgotten_key_owes_nothing() {
        for (int i = 0; i < 4; i++) {
            limiter.take("ann");
        }
        limiter.forget("ann");

        assertThat(limiter.take("ann")).isZero();
    }

    @Test
    void a_failing_limiter_allows_requests() {
        RateLimiter<String> broken = new RateLimiter<>(THREE, 10, () -> {
            throw new IllegalStateException("no clock");
        });

        for (int i = 0; i < 10; i++) {
            assertThat(broken.take("ann")).isZero();
        }
    }

    @Test
    void a_refused_caller_gets_a_wait_in_whole_seconds_and_is_counted() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        CallerLimit limit = new CallerLimit(THREE, now::get, meters.counter("refused"));
        for (int i = 0; i < 3; i++) {
            assertThat(limit.take("ann")).isNull();
        }

        assertThat(limit.take("ann")).isEqualTo(Duration.ofSeconds(2));
        assertThat(limit.take("bob")).isNull();
        assertThat(meters.counter("refused").count()).isEqualTo(1);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(limit.take("ann")).isNull();
    }
}
