package io.onsale.queue.line.redis;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.line.JoinOutcome;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Joins of one sale that arrive while a call is under way share the next one, in the order of their arrival. A single join goes out at
 * once; the more come, the more share a call.
 */
final class JoinBatches {
    private static final int BATCH_MAX = 256; // some 2 ms of Redis
    private static final long OLD_AFTER_NANOS = Duration.ofSeconds(3).toNanos(); // who waits longer asks again anyway
    private static final int BATCHES_MAX =
            40; // that wait for their call: 10,000 joins; who comes then is told to come again

    /** One fan's wish. */
    record Wish(FanId fan, String key) {}

    /** Joins these fans, in this order. */
    interface Call {
        /** As many outcomes as wishes, in their order. */
        Mono<List<JoinOutcome>> join(List<Wish> wishes);
    }

    private final class Batch {
        final List<Wish> wishes = new ArrayList<>();
        final Sinks.Empty<Void> done = Sinks.empty();
        final Mono<List<JoinOutcome>> outcomes;

        private final long opened = nanos.getAsLong();

        Batch(@Nullable Batch before) {
            Mono<Void> turn = before == null ? Mono.empty() : before.done.asMono();
            outcomes = turn.then(Mono.defer(this::call))
                    .doOnSuccess(all -> finished(this, null)) // the next call goes out before these answers do
                    .doOnError(error -> finished(this, error))
                    .cache();
        }

        private Mono<List<JoinOutcome>> call() {
            List<Wish> all = close(this);
            return nanos.getAsLong() - opened > OLD_AFTER_NANOS
                    ? Mono.error(new Unavailable("the line"))
                    : call.join(all);
        }
    }

    private final Call call;
    private final LongSupplier nanos;
    private @Nullable Batch open; // takes wishes until its call goes out; guarded by this
    private @Nullable Batch latest; // the newest that is not done; guarded by this
    private int waiting; // batches that are not done; guarded by this

    JoinBatches(Call call) {
        this(call, System::nanoTime);
    }

    /** @param nanos as {@link System#nanoTime} */
    JoinBatches(Call call, LongSupplier nanos) {
        this.call = call;
        this.nanos = nanos;
    }

    Mono<JoinOutcome> join(FanId fan, String key) {
        return Mono.defer(() -> enter(new Wish(fan, key)));
    }

    private synchronized Mono<JoinOutcome> enter(Wish wish) {
        Batch batch = open;
        if (batch == null || batch.wishes.size() >= BATCH_MAX) {
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

    private synchronized List<Wish> close(Batch batch) {
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
