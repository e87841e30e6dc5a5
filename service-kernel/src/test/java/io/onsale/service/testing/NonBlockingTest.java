package io.onsale.service.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class NonBlockingTest {
    @Test
    void a_blocking_call_on_a_non_blocking_thread_proceeds_and_is_reported() {
        onAnEventLoop(() -> new Semaphore(0).tryAcquire(1, TimeUnit.MILLISECONDS))
                .block();

        assertThatThrownBy(NonBlocking::requireNoneCaught).isInstanceOf(BlockingOperationError.class);
        assertThatCode(NonBlocking::requireNoneCaught).doesNotThrowAnyException();
    }

    @Test
    void waiting_for_a_lock_is_allowed() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        Mono<Boolean> waiting = onAnEventLoop(() -> {
                    lock.lock();
                    return true;
                })
                .cache();
        lock.lock();
        try {
            waiting.subscribe();
            await().until(lock::hasQueuedThreads);
        } finally {
            lock.unlock();
        }
        waiting.block();

        assertThatCode(NonBlocking::requireNoneCaught).doesNotThrowAnyException();
    }

    private static <T> Mono<T> onAnEventLoop(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(Schedulers.parallel());
    }
}
