package io.onsale.ticket.gate.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.service.web.Unavailable;
import io.onsale.ticket.gate.GateCounts;
import io.onsale.ticket.gate.GateTicket;
import io.onsale.ticket.gate.Scans;
import io.onsale.ticket.ticket.TicketId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.http.codec.ServerSentEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class CountsFeedTest {
    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
    private static final PerformanceId PERFORMANCE = PerformanceId.next();

    private final AtomicInteger counted = new AtomicInteger();
    private boolean fails;
    private final CountsFeed feed = new CountsFeed(new CountedScans(), Clock.fixed(NOW, ZoneOffset.UTC));

    private Flux<ServerSentEvent<GateCounts>> watch(Duration lasting) {
        return feed.of(PERFORMANCE, NOW.plus(lasting));
    }

    @Test
    void a_hundred_watchers_cost_one_count_a_second() {
        StepVerifier.withVirtualTime(() -> Flux.range(0, 100)
                        .flatMap(watcher -> watch(Duration.ofHours(1)), 100)
                        .take(Duration.ofSeconds(10)))
                .thenAwait(Duration.ofSeconds(10))
                .thenConsumeWhile(event -> true)
                .verifyComplete();

        assertThat(counted.get()).isBetween(10, 11);
    }

    @Test
    void nothing_is_counted_while_nobody_watches() {
        StepVerifier.withVirtualTime(() -> watch(Duration.ofHours(1))
                        .take(Duration.ofSeconds(3))
                        .thenMany(Flux.never())
                        .take(Duration.ofHours(1)))
                .thenAwait(Duration.ofHours(1))
                .thenConsumeWhile(event -> true)
                .verifyComplete();

        assertThat(counted.get()).isBetween(3, 4);
    }

    @Test
    void a_stream_ends_with_its_token() {
        StepVerifier.withVirtualTime(() -> watch(Duration.ofMillis(2_500)))
                .thenAwait(Duration.ofSeconds(2))
                .expectNextCount(3)
                .thenAwait(Duration.ofSeconds(1))
                .verifyComplete();
    }

    @Test
    void a_stream_ends_when_the_node_is_about_to_stop() {
        StepVerifier.withVirtualTime(() -> watch(Duration.ofHours(1)))
                .thenAwait(Duration.ofSeconds(1))
                .expectNextCount(2)
                .then(feed::stop)
                .verifyComplete();
    }

    @Test
    void a_count_that_fails_is_left_out_and_the_stream_goes_on() {
        fails = true;

        StepVerifier.withVirtualTime(() -> watch(Duration.ofHours(1)).take(4))
                .thenAwait(Duration.ofSeconds(10))
                .expectNextCount(4)
                .verifyComplete();

        assertThat(counted.get()).isEqualTo(5); // the third failed
    }

    @Test
    void a_node_has_a_limit_of_streams_and_gives_them_back() {
        Flux<ServerSentEvent<GateCounts>> thousand =
                Flux.range(0, 1_000).flatMap(watcher -> watch(Duration.ofHours(1)), 1_000);

        StepVerifier.create(thousand.mergeWith(Flux.defer(() -> watch(Duration.ofHours(1))))
                        .ignoreElements())
                .verifyError(Unavailable.class);
        StepVerifier.create(watch(Duration.ofHours(1)).take(1))
                .expectNextCount(1)
                .verifyComplete();
    }

    /** Counts how often it counts; if told to, it fails the third time. */
    private final class CountedScans implements Scans {
        @Override
        public Mono<GateCounts> count(PerformanceId performance) {
            return Mono.defer(() -> counted.incrementAndGet() == 3 && fails
                    ? Mono.error(new IllegalStateException("out of reach"))
                    : Mono.just(new GateCounts(1, 2, 0, 0, 0, List.of(), NOW)));
        }

        @Override
        public Mono<GateTicket> lockTicket(PerformanceId performance, TicketId ticket) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Mono<Recorded> find(PerformanceId performance, String scanId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Mono<Void> add(PerformanceId performance, Recorded scan) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Mono<GateTicket> settleUse(PerformanceId performance, TicketId locked) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Mono<Void> undo(PerformanceId performance, Recorded scan, String memberId, String reason) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Flux<Duplicate> duplicates(PerformanceId performance, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Flux<Recorded> wronglyAdmitted(PerformanceId performance, int limit) {
            throw new UnsupportedOperationException();
        }
    }
}
