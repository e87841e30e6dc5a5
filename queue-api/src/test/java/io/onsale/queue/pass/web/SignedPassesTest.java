package io.onsale.queue.pass.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.pass.Pass;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class SignedPassesTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    private final AtomicInteger signatures = new AtomicInteger();

    private static Pass pass(String id) {
        return new Pass(id, new SaleId("sale1"), new FanId("ann"), Instant.EPOCH, Instant.EPOCH.plusSeconds(600));
    }

    private String sign(Pass pass) {
        return pass.id() + " by " + Thread.currentThread().getName() + ", " + signatures.incrementAndGet();
    }

    @Test
    void passes_are_signed_on_separate_threads_and_once_each() {
        try (SignedPasses passes = new SignedPasses(this::sign)) {
            StepVerifier.create(passes.sign(pass("p1")))
                    .assertNext(text ->
                            assertThat(text).startsWith("p1 by pass-signing").endsWith(", 1"))
                    .expectComplete()
                    .verify(SOON);
            StepVerifier.create(passes.sign(pass("p1")))
                    .assertNext(text -> assertThat(text).endsWith(", 1"))
                    .expectComplete()
                    .verify(SOON);
            StepVerifier.create(passes.sign(pass("p2")))
                    .assertNext(text -> assertThat(text).startsWith("p2").endsWith(", 2"))
                    .expectComplete()
                    .verify(SOON);
        }
    }

    @Test
    void a_fan_who_comes_while_too_many_wait_gets_a_retry_after() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (SignedPasses passes = new SignedPasses(
                pass -> {
                    begun.countDown();
                    await(goOn);
                    return sign(pass);
                },
                1,
                1)) {
            List<Mono<String>> accepted = new ArrayList<>();
            accepted.add(begin(passes, "p1"));
            begun.await();
            accepted.add(begin(passes, "p2")); // waits

            StepVerifier.create(passes.sign(pass("p3")))
                    .expectError(Unavailable.class)
                    .verify(SOON);

            goOn.countDown();
            accepted.forEach(each -> StepVerifier.create(each)
                    .expectNextCount(1)
                    .expectComplete()
                    .verify(SOON));
        }
    }

    private static Mono<String> begin(SignedPasses passes, String id) {
        Mono<String> signing = passes.sign(pass(id)).cache();
        signing.subscribe();
        return signing;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
