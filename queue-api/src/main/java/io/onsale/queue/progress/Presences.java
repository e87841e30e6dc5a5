package io.onsale.queue.progress;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Which of the fans that this node has met are there. Costs by change: nobody is looked at before the moment at which it would be gone
 * if nothing were heard of it until then. Only {@link #report} is for one thread at a time.
 */
final class Presences {
    /** A page that is loaded again closes its stream and opens another one a moment later. */
    static final Duration AFTER_STREAM = Duration.ofSeconds(2);

    /** A phone whose screen is off polls late; three polls missed in a row are not late any more. */
    static final Duration AFTER_POLL_MIN = Duration.ofSeconds(30);

    private static final int POLLS_MISSED = 3;
    private static final int HORIZON_TICKS = 256; // 51 s; whoever is away later is put back once more

    private final Predicate<FanId> watches;
    private volatile boolean over;
    private final AtomicInteger followed = new AtomicInteger();
    private volatile int followedMax = Integer.MAX_VALUE;
    private final Queue<KnownPlace> toFollow = new ConcurrentLinkedQueue<>();
    private final Queue<KnownPlace> gone = new ConcurrentLinkedQueue<>();
    private final Queue<KnownPlace> back = new ConcurrentLinkedQueue<>();
    private @Nullable Wheel<KnownPlace> wheel;

    /** @param watches whether the fan has a stream on this node */
    Presences(Predicate<FanId> watches) {
        this.watches = watches;
    }

    /** From now on follows at most so many who have no stream; who comes then is simply not missed. */
    void follow(int max) {
        followedMax = max;
    }

    /** The fan has joined, or asked for its place. */
    void seen(KnownPlace known, long nanos) {
        known.awayAtNanos = nanos + awayAfterPollNanos(known);
        isThere(known);
        if (!known.isFollowed() && followed.get() < followedMax) {
            follow(known);
        }
    }

    private static long awayAfterPollNanos(KnownPlace known) {
        long missed = TimeUnit.MILLISECONDS.toNanos(POLLS_MISSED * known.polls().toldMs());
        return Math.max(AFTER_POLL_MIN.toNanos(), missed);
    }

    /** The fan has its first stream here; from now on it need not ask. */
    void streamOpened(KnownPlace known, long nanos) {
        known.awayAtNanos = nanos;
        isThere(known);
    }

    /** The fan has no stream here any more. */
    void streamClosed(KnownPlace known, long nanos) {
        known.awayAtNanos = Math.max(known.awayAtNanos, nanos + AFTER_STREAM.toNanos());
        follow(known);
    }

    private void follow(KnownPlace known) {
        if (known.follow()) {
            followed.incrementAndGet();
        }
        toFollow.add(known);
    }

    private void leave(KnownPlace known) {
        if (known.unfollow()) {
            followed.decrementAndGet();
        }
    }

    /** The log says that the fan's grace has begun, by whoever's report. */
    void absent(KnownPlace known, long nanos) {
        known.markGone();
        if (watches.test(known.fan()) || known.awayAtNanos > nanos) {
            isThere(known);
        }
    }

    private void isThere(KnownPlace known) {
        if (known.markBack()) {
            back.add(known);
        }
    }

    /**
     * Reports what has changed up to now; nothing if nothing has. What could not be reported is tried again with the next call.
     *
     * @param wanted whether anybody wants to know: otherwise nobody is gone
     */
    Mono<Void> report(SaleId sale, Presence presence, boolean wanted, long nanos) {
        if (over) {
            return Mono.empty();
        }
        look(wanted, nanos);
        List<KnownPlace> away = take(gone, Presence.FANS_MAX, KnownPlace::isMarkedGone);
        List<KnownPlace> returned = take(back, Presence.FANS_MAX - away.size(), known -> !known.isMarkedGone());
        if (away.isEmpty() && returned.isEmpty()) {
            return Mono.empty();
        }
        return presence.note(sale, fans(away), fans(returned)).doOnError(Unavailable.class, e -> {
            gone.addAll(away);
            back.addAll(returned);
        });
    }

    /**
     * Reports that all who wait of {@code watched} are gone, in portions: this node stops, and nobody else knows that they were here. Who
     * comes back elsewhere ends its grace there. Nothing is reported after it, above all not that they are still here.
     */
    Mono<Void> reportAllGone(SaleId sale, Presence presence, Stream<KnownPlace> watched) {
        over = true;
        List<FanId> waiting = watched.filter(known -> known.place().state().isWaiting())
                .map(KnownPlace::fan)
                .toList();
        return Flux.fromIterable(waiting)
                .buffer(Presence.FANS_MAX)
                .concatMap(fans -> presence.note(sale, fans, List.of()))
                .then();
    }

    private void look(boolean wanted, long nanos) {
        Wheel<KnownPlace> turning = wheel;
        if (turning == null) {
            turning = new Wheel<>(HORIZON_TICKS, Pacing.tickAt(nanos));
            wheel = turning;
        }
        for (KnownPlace known = toFollow.poll(); known != null; known = toFollow.poll()) {
            checkLater(known, turning);
        }
        Wheel<KnownPlace> found = turning;
        turning.advance(Pacing.tickAt(nanos), (known, tick) -> {
            if (known.checkTick == tick) {
                check(known, wanted, nanos, found);
            }
        });
    }

    private static void checkLater(KnownPlace known, Wheel<KnownPlace> wheel) {
        known.checkTick = wheel.add(known, Pacing.tickAt(known.awayAtNanos) + 1);
    }

    private void check(KnownPlace known, boolean wanted, long nanos, Wheel<KnownPlace> wheel) {
        boolean waits = known.place().state().isWaiting();
        if (!waits || watches.test(known.fan())) {
            leave(known); // it is followed again when its stream closes
        } else if (known.awayAtNanos > nanos) {
            checkLater(known, wheel); // has been seen since
        } else {
            leave(known);
            if (wanted && known.markGone()) {
                gone.add(known);
            }
        }
    }

    private static List<KnownPlace> take(Queue<KnownPlace> queue, int max, Predicate<KnownPlace> stillSo) {
        Set<KnownPlace> taken = new LinkedHashSet<>();
        while (taken.size() < max && !queue.isEmpty()) {
            KnownPlace known = queue.poll();
            if (known != null && stillSo.test(known)) {
                taken.add(known);
            }
        }
        return List.copyOf(taken);
    }

    private static List<FanId> fans(List<KnownPlace> places) {
        return places.stream().map(KnownPlace::fan).toList();
    }
}
