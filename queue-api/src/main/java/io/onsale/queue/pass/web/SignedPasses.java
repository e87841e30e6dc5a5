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
 * Signs passes on its own threads: a signature takes half a millisecond of processor time, and on shared threads many claims would delay
 * admission ticks and streams. While too many passes wait to be signed, further claims are refused and may be retried.
 */
final class SignedPasses implements AutoCloseable {
    /** Leaves the other half of the processors to requests and ticks. */
    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    private static final int WAITING_MAX = 2_000; // per thread: one second of work

    private static final int KEPT_MAX = 10_000; // 700 bytes each
    private static final Duration KEPT = Duration.ofMinutes(1); // a claim is repeated soon or hardly ever

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

    /** The signed pass; the same text for the same pass while it is cached. Errors with {@code Unavailable}. */
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
