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
 * What many want at once of one sale's line: those who come while a call is under way share the next one, in the order of their arrival. A
 * single one goes out at once; the more come, the more share a call.
 *
 * @param <W> what one of them wants
 * @param <O> what becomes of it
 */
final class SharedCalls<W, O> {
    private static final long OLD_AFTER_NANOS = Duration.ofSeconds(3).toNanos(); // who waits longer asks again anyway
    private static final int BATCHES_MAX =
            40; // that wait for their call: some 10,000 fans; who comes then is told to come again

    private static final int SALES_MAX =
            10_000; // also of sales that somebody made up; a forgotten one only starts a new batch
    private static final Duration KEPT = Duration.ofMinutes(10);

    interface Call<W, O> {
        /** As many outcomes as wishes, in their order. */
        Mono<List<O>> make(List<W> wishes);
    }

    private final class Batch {
        final List<W> wishes = new ArrayList<>();
        final Sinks.Empty<Void> done = Sinks.empty();
        final Mono<List<O>> outcomes;

        private final long opened = nanos.getAsLong();

        Batch(@Nullable Batch before) {
            Mono<Void> turn = before == null ? Mono.empty() : before.done.asMono();
            outcomes = turn.then(Mono.defer(this::call))
                    .doOnSuccess(all -> finished(this, null)) // the next call goes out before these answers do
                    .doOnError(error -> finished(this, error))
                    .cache();
        }

        private Mono<List<O>> call() {
            List<W> all = close(this);
            return nanos.getAsLong() - opened > OLD_AFTER_NANOS
                    ? Mono.error(new Unavailable("the line"))
                    : call.make(all);
        }
    }

    private final int callMax;
    private final Call<W, O> call;
    private final LongSupplier nanos;
    private @Nullable Batch open; // takes wishes until its call goes out; guarded by this
    private @Nullable Batch latest; // the newest that is not done; guarded by this
    private int waiting; // batches that are not done; guarded by this

    /** @param callMax how many share a call at most */
    SharedCalls(int callMax, Call<W, O> call) {
        this(callMax, call, System::nanoTime);
    }

    /** @param nanos as {@link System#nanoTime} */
    SharedCalls(int callMax, Call<W, O> call, LongSupplier nanos) {
        this.callMax = callMax;
        this.call = call;
        this.nanos = nanos;
    }

    /** Those of all sales, each sale's by themselves. */
    static <W, O> LoadingCache<SaleId, SharedCalls<W, O>> ofSales(int callMax, Function<SaleId, Call<W, O>> call) {
        return Caffeine.newBuilder()
                .maximumSize(SALES_MAX)
                .expireAfterAccess(KEPT)
                .build(sale -> new SharedCalls<>(callMax, call.apply(sale)));
    }

    Mono<O> join(W wish) {
        return Mono.defer(() -> enter(wish));
    }

    private synchronized Mono<O> enter(W wish) {
        Batch batch = open;
        if (batch == null || batch.wishes.size() >= callMax) {
            if (waiting >= BATCHES_MAX) {
                return Mono.error(new Unavailable("the line"));
            }
            batch = new Batch(latest);
            open = batch;
            latest = batch;
            waiting++;
        }
        int index = batch.wishes.size();
        batch.wishes.add(wish);
        return batch.outcomes.map(outcomes -> outcomes.get(index));
    }

    private synchronized List<W> close(Batch batch) {
        if (open == batch) {
            open = null;
        }
        return batch.wishes;
    }

    /** Who waits behind a call that did not reach the line is told so at once, rather than after as many time-outs. */
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
            batch.done.tryEmitEmpty(); // the next one goes out, on this thread
        }
    }
}
