package io.onsale.service.health;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks all stores of this service at once. Whoever asks within the same second shares one round, so that asking costs the stores nothing. */
final class StoreHealth {
    static final Duration ANSWER_MAX = Duration.ofSeconds(1);
    private static final Duration KEPT = Duration.ofSeconds(1);
    private static final int DETAIL_MAX = 200; // characters

    enum Status {
        UP,
        DOWN
    }

    /**
     * One store.
     *
     * @param latencyMs null if it has not answered
     * @param detail what went wrong
     */
    record Store(
            String name,
            Status status,
            @Nullable Long latencyMs,
            @Nullable String detail) {}

    private final LongSupplier nanoTime;
    private final Mono<List<Store>> round;

    StoreHealth(List<StoreProbe> probes, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.round = Flux.fromIterable(probes)
                .flatMap(this::ask)
                .sort(Comparator.comparing(Store::name))
                .collectList()
                .cache(KEPT);
    }

    Mono<List<Store>> stores() {
        return round;
    }

    private Mono<Store> ask(StoreProbe probe) {
        return Mono.defer(() -> {
            long start = nanoTime.getAsLong();
            return probe.ping()
                    .timeout(ANSWER_MAX)
                    .then(Mono.fromSupplier(() -> new Store(
                            probe.store(),
                            Status.UP,
                            Duration.ofNanos(nanoTime.getAsLong() - start).toMillis(),
                            null)))
                    .onErrorResume(e -> Mono.just(new Store(probe.store(), Status.DOWN, null, detail(e))));
        });
    }

    private static String detail(Throwable e) {
        if (e instanceof TimeoutException) {
            return "No answer within " + ANSWER_MAX.toMillis() + " ms";
        }
        String text = e.toString();
        return text.substring(0, Math.min(text.length(), DETAIL_MAX));
    }
}
