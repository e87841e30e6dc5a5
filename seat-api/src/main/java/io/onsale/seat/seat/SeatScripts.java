package io.onsale.seat.seat;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.service.redis.LuaReply;
import io.onsale.service.redis.LuaScript;
import io.onsale.service.redis.Scripts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Runs scripts that take the epoch as their first argument and answer {@code STALE} if Redis has no seats of that epoch, or if these were set up
 * in another server, which may have lost the newest writes. Then the epoch is read from Postgres: if this node missed a rebuild the script
 * runs once more; if Redis is behind, a rebuild is requested and the caller gets {@link SeatsNotReady}. Fails closed: nobody gets a seat of unknown
 * state.
 */
public final class SeatScripts {
    private static final String STALE = "STALE";
    private static final int EPOCHS_REMEMBERED_MAX = 10_000;
    /** How old an epoch read from Postgres may be: at most 50 reads per second when many callers find Redis stale. */
    private static final Duration FRESH = Duration.ofMillis(20);

    private final Scripts scripts;
    private final Epochs epochs;
    private final Rebuilds rebuilds;
    private final ConcurrentMap<PerformanceId, String> remembered = Caffeine.newBuilder()
            .maximumSize(EPOCHS_REMEMBERED_MAX)
            .<PerformanceId, String>build()
            .asMap();
    private final AsyncCache<PerformanceId, Long> asked = Caffeine.newBuilder()
            .maximumSize(EPOCHS_REMEMBERED_MAX)
            .expireAfterWrite(FRESH)
            .buildAsync();

    public SeatScripts(Scripts scripts, Epochs epochs, Rebuilds rebuilds) {
        this.scripts = scripts;
        this.epochs = epochs;
        this.rebuilds = rebuilds;
    }

    /**
     * Loads a script that this class runs.
     *
     * @param replies without {@code STALE}
     */
    public static <R extends Enum<R>> LuaScript<R> load(String name, Class<R> replies) {
        return LuaScript.load(name, replies, STALE);
    }

    /**
     * Runs {@code script} in the present epoch. Empty if the seats were removed because the show is over: then Redis has nothing to read or
     * to change.
     *
     * @param arguments from the epoch to all arguments, the epoch first
     */
    public <R extends Enum<R>> Mono<LuaReply<R>> run(
            LuaScript<R> script,
            PerformanceId performance,
            List<String> keys,
            Function<String, List<String>> arguments) {
        String epoch = remembered.get(performance);
        return epoch == null
                ? runAgain(script, performance, keys, arguments, "")
                : scripts.run(script, keys, arguments.apply(epoch))
                        .switchIfEmpty(Mono.defer(() -> runAgain(script, performance, keys, arguments, epoch)));
    }

    /**
     * Runs {@code script} in no epoch but the one that {@code arguments} begin with: what they say was read from Postgres together
     * with it, and is void in another. Empty if the seats were removed because the show is over, as above.
     */
    public <R extends Enum<R>> Mono<LuaReply<R>> runIn(
            LuaScript<R> script, PerformanceId performance, List<String> keys, List<String> arguments) {
        return scripts.run(script, keys, arguments).switchIfEmpty(Mono.defer(() -> notReadyUnlessRemoved(performance)));
    }

    private <T> Mono<T> notReadyUnlessRemoved(PerformanceId performance) {
        return epochs.findEpoch(performance)
                .map(epoch -> epoch == Epochs.REMOVED)
                .defaultIfEmpty(false)
                .flatMap(isRemoved -> isRemoved ? Mono.empty() : notReady(performance));
    }

    private <R extends Enum<R>> Mono<LuaReply<R>> runAgain(
            LuaScript<R> script,
            PerformanceId performance,
            List<String> keys,
            Function<String, List<String>> arguments,
            String tried) {
        return Mono.fromFuture(
                        () -> asked.get(
                                performance,
                                (id, executor) -> epochs.findEpoch(id).toFuture()),
                        true)
                .switchIfEmpty(Mono.defer(() -> notReady(performance)))
                .filter(epoch -> isThere(performance, epoch))
                .map(number -> Long.toString(number))
                .flatMap(epoch -> epoch.equals(tried)
                        ? notReady(performance)
                        : runIn(epoch, script, performance, keys, arguments));
    }

    private boolean isThere(PerformanceId performance, long epoch) {
        if (epoch == Epochs.REMOVED) {
            remembered.remove(performance);
        }
        return epoch != Epochs.REMOVED;
    }

    private <R extends Enum<R>> Mono<LuaReply<R>> runIn(
            String epoch,
            LuaScript<R> script,
            PerformanceId performance,
            List<String> keys,
            Function<String, List<String>> arguments) {
        remembered.put(performance, epoch);
        return scripts.run(script, keys, arguments.apply(epoch)).switchIfEmpty(Mono.defer(() -> notReady(performance)));
    }

    private <T> Mono<T> notReady(PerformanceId performance) {
        rebuilds.request(performance);
        return Mono.error(SeatsNotReady.failure());
    }
}
