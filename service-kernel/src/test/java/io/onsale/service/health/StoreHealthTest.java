package io.onsale.service.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.service.health.StoreHealth.Status;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class StoreHealthTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();

    private StoreProbe probe(String store, Mono<Void> answer) {
        return new StoreProbe() {
            @Override
            public String store() {
                return store;
            }

            @Override
            public Mono<Void> ping() {
                return Mono.defer(() -> {
                    asked.incrementAndGet();
                    return answer;
                });
            }
        };
    }

    @Test
    void a_store_that_answers_is_up_and_one_that_errs_is_down_with_its_reason() {
        StoreHealth health = new StoreHealth(
                List.of(
                        probe("redis", Mono.fromRunnable(() -> nanos.addAndGet(7_000_000))),
                        probe("kafka", Mono.error(new IllegalStateException("x".repeat(500))))),
                nanos::get);

        StepVerifier.create(health.stores())
                .assertNext(stores -> {
                    assertThat(stores).extracting(StoreHealth.Store::name).containsExactly("kafka", "redis");
                    assertThat(stores.getFirst().status()).isEqualTo(Status.DOWN);
                    assertThat(stores.getFirst().detail())
                            .startsWith("java.lang.IllegalStateException")
                            .hasSize(200);
                    assertThat(stores.getFirst().latencyMs()).isNull();
                    assertThat(stores.getLast()).isEqualTo(new StoreHealth.Store("redis", Status.UP, 7L, null));
                })
                .verifyComplete();
    }

    @Test
    void a_store_that_hangs_is_down_after_a_second() {
        StepVerifier.withVirtualTime(() -> new StoreHealth(
                                List.of(probe("postgres", Mono.never()), probe("redis", Mono.empty())), nanos::get)
                        .stores())
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(999))
                .thenAwait(Duration.ofMillis(1))
                .assertNext(stores -> {
                    assertThat(stores.getFirst().status()).isEqualTo(Status.DOWN);
                    assertThat(stores.getFirst().detail()).isEqualTo("No answer within 1000 ms");
                    assertThat(stores.getLast().status()).isEqualTo(Status.UP);
                })
                .verifyComplete();
    }

    @Test
    void whoever_asks_within_a_second_shares_one_round() {
        StepVerifier.withVirtualTime(() -> {
                    StoreHealth health = new StoreHealth(List.of(probe("redis", Mono.empty())), nanos::get);
                    return health.stores()
                            .then(health.stores())
                            .then(Mono.delay(Duration.ofMillis(1_001)))
                            .then(Mono.fromSupplier(asked::get))
                            .concatWith(health.stores().then(Mono.fromSupplier(asked::get)));
                })
                .thenAwait(Duration.ofSeconds(2))
                .expectNext(1, 2)
                .verifyComplete();
    }
}
