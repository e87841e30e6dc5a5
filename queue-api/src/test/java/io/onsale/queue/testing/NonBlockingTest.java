package io.onsale.queue.testing;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class NonBlockingTest {
    @Test
    void a_thread_that_must_not_block_is_caught_when_it_does() {
        NonBlocking.enforced();
        Mono<Boolean> waiting = Mono.fromCallable(() -> new Semaphore(0).tryAcquire(1, TimeUnit.MILLISECONDS))
                .subscribeOn(Schedulers.parallel());
        StepVerifier.create(waiting)
                .verifyErrorMatches(
                        e -> e instanceof BlockingOperationError || e.getCause() instanceof BlockingOperationError);
    }
}
