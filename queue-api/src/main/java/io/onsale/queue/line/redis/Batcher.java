package io.onsale.queue.line.redis;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.onsale.kernel.id.SaleId;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Combines concurrent requests of one sale into batches. One batch is under way at a time; requests that arrive meanwhile share the next
 * one, in the order of their arrival. A lone request goes out at once; under load the batches grow.
 *
 * @param <Q> a request
 * @param <O> its outcome
 */
final class Batcher<Q, O> {
    private static final long OLD_AFTER_NANOS =
            Duration.ofSeconds(3).toNanos(); // a client that waits longer retries anyway
    private static final int BATCHES_MAX =
            40; // waiting: some 10,000 fans; further requests are refused and may be retried

    private static final int SALES_MAX =
            10_000; // includes invented sale ids; evicting a batcher only starts a new batch
    private static final Duration KEPT = Duration.ofMinutes(10);

    /** One round trip for a whole batch. */
    interface RoundTrip<Q, O> {
        /** As many outcomes as requests, in their order. */
        Mono<List<O>> send(List<Q> requests);
    }

    private final class Batch {
        final List<Q> requests = new ArrayList<>();
        final Sinks.Empty<Void> done = Sinks.empty();
        final Mono<List<O>> outcomes;

        private final long opened = nanos.getAsLong();

        Batch(@Nullable Batch before) {
            Mono<Void> turn = before == null ? Mono.empty() : before.done.asMono();
            outcomes = turn.then(Mono.defer(this::send))
                    .doOnSuccess(all -> finished(this, null)) // the next batch goes out before these are answered
                    .doOnError(error -> finished(this, error))
                    .cache();
        }

        private Mono<List<O>> send() {
            List<Q> all = close(this);
            return nanos.getAsLong() - opened > OLD_AFTER_NANOS
                    ? Mono.error(new Unavailable("the line"))
                    : roundTrip.send(all);
        }
    }

    private final int requestsMax;
    private final RoundTrip<Q, O> roundTrip;
    private final LongSupplier nanos;
    private @Nullable Batch open; // takes requests until it is sent; guarded by this
    private @Nullable Batch latest; // the newest that is not done; guarded by this
    private int waiting; // batches that are not done; guarded by this

    /** @param requestsMax in one batch */
    Batcher(int requestsMax, RoundTrip<Q, O> roundTrip) {
        this(requestsMax, roundTrip, System::nanoTime);
    }

    /** @param nanos as {@link System#nanoTime} */
    Batcher(int requestsMax, RoundTrip<Q, O> roundTrip, LongSupplier nanos) {
        this.requestsMax = requestsMax;
        this.roundTrip = roundTrip;
        this.nanos = nanos;
    }

    /** A cache of batchers, one per sale. */
    static <Q, O> LoadingCache<SaleId, Batcher<Q, O>> bySale(
            int requestsMax, Function<SaleId, RoundTrip<Q, O>> roundTrip) {
        return Caffeine.newBuilder()
                .maximumSize(SALES_MAX)
                .expireAfterAccess(KEPT)
                .build(sale -> new Batcher<>(requestsMax, roundTrip.apply(sale)));
    }

    Mono<O> add(Q request) {
        return Mono.defer(() -> enter(request));
    }

    private synchronized Mono<O> enter(Q request) {
        Batch batch = open;
        if (batch == null || batch.requests.size() >= requestsMax) {
            if (waiting >= BATCHES_MAX) {
                return Mono.error(new Unavailable("the line"));
            }
            batch = new Batch(latest);
            open = batch;
            latest = batch;
            waiting++;
        }
        int index = batch.requests.size();
        batch.requests.add(request);
        return batch.outcomes.map(outcomes -> outcomes.get(index));
    }

    private synchronized List<Q> close(Batch batch) {
        if (open == batch) {
            open = null;
        }
        return batch.requests;
    }

    /** When a batch did not reach the line, those that wait behind it fail at once, rather than after one time-out each. */
    private void finished(Batch batch, @Nullable Throwable error) {
        synchronized (this) {
            close(batch);
            waiting--;
            if (latest == batch) {
                latest = null;
            }
        }
        if (error instanceof Unavailable) {
            batch.done.tryEmitError(error);
        } else {
            batch.done.tryEmitEmpty(); // sends the next one, on this thread
        }
    }
}
