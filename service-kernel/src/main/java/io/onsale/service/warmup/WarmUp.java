package io.onsale.service.warmup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Runs a rehearsal until the JIT compiler has little left to do, but no longer than a given time. Errors are logged and do not delay the
 * start: a cold service is better than none.
 */
final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final int CALLERS = 16; // enough to keep the event loops of a few cores busy
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration STEP_MAX = Duration.ofSeconds(2); // to prepare or remove the data: a few commands

    private final Rehearsal rehearsal;
    private final Duration time;
    private final LongSupplier compiledMs;

    /** @param compiledMs total time spent in the JIT compiler */
    WarmUp(Rehearsal rehearsal, Duration time, LongSupplier compiledMs) {
        this.rehearsal = rehearsal;
        this.time = time;
        this.compiledMs = compiledMs;
    }

    /** Returns when the warm-up is over. */
    void run(int port) throws InterruptedException {
        if (time.isZero() || !did("Preparing the data", rehearsal.prepare())) {
            return;
        }
        long begun = System.nanoTime();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger sent = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            int caller = i;
            callers.add(Thread.ofVirtual()
                    .name("warm-up")
                    .start(() -> LoopbackCall.repeat(
                            port,
                            n -> {
                                sent.incrementAndGet();
                                return rehearsal.request(caller, n);
                            },
                            over::get,
                            refused)));
        }
        awaitCompiled(begun + time.toNanos());
        over.set(true);
        for (Thread caller : callers) {
            caller.join();
        }
        did("Removing the data", rehearsal.cleanUp());
        LOG.info(
                "Warmed up with {} requests in {} ms, {} refused",
                sent,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun),
                refused);
    }

    private void awaitCompiled(long untilNanos) throws InterruptedException {
        CompilerLoad load = new CompilerLoad(LOOK_EVERY);
        boolean idle = false;
        for (long left = untilNanos - System.nanoTime(); left > 0 && !idle; left = untilNanos - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, LOOK_EVERY.toNanos()));
            idle = load.isIdle(compiledMs.getAsLong());
        }
    }

    private static boolean did(String what, Mono<Void> step) throws InterruptedException {
        try {
            step.toFuture().get(STEP_MAX.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{} of the warm-up failed", what, e);
            return false;
        }
    }
}
