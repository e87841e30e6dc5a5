package io.onsale.queue.pass.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.onsale.kernel.pass.Pass;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Signs passes, on threads of its own: a signature takes half a millisecond of a processor, and on shared threads a crowd that claims
 * would hold up the ticks that call it and tell it. Who comes while too many wait is told to come back.
 */
final class SignedPasses implements AutoCloseable {
    /** Leaves the other half of the processors to those who serve. */
    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final int WAITING_MAX = 2_000; // a thread: a second's work

    private static final int KEPT_MAX = 10_000; // of 700 bytes
    private static final Duration KEPT = Duration.ofMinutes(1); // a claim is repeated at once or hardly ever

    private final Function<Pass, String> signer;
    private final Scheduler scheduler;
    private final Cache<Pass, String> signed = Caffeine.newBuilder()
            .maximumSize(KEPT_MAX)
            .expireAfterWrite(KEPT)
            .executor(Runnable::run)
            .build();

    SignedPasses(Function<Pass, String> signer) {
        this(signer, THREADS, WAITING_MAX);
    }

    SignedPasses(Function<Pass, String> signer, int threads, int waitingMax) {
        this.signer = signer;
        this.scheduler = Schedulers.newBoundedElastic(threads, waitingMax, "pass-signing", 60, true);
    }

    /** The pass as it is shown; the same text for the same pass, as long as it is kept. Errors with {@code Unavailable}. */
    Mono<String> sign(Pass pass) {
        String before = signed.getIfPresent(pass);
        return before != null
                ? Mono.just(before)
                : Mono.fromCallable(() -> Objects.requireNonNull(signed.get(pass, signer)))
                        .subscribeOn(scheduler)
                        .onErrorMap(RejectedExecutionException.class, e -> new Unavailable("Signing passes", e));
    }

    @Override
    public void close() {
        scheduler.dispose();
    }
}
