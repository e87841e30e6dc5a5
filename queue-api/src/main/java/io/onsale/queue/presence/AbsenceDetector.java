package io.onsale.queue.presence;

import io.onsale.kernel.id.FanId;
import io.onsale.queue.line.AbsenceReports;
import io.onsale.queue.line.LineSnapshot;
import io.onsale.queue.replica.LineReplica;
import io.onsale.queue.replica.ReplicaPlace;
import io.onsale.queue.replica.ReplicaSubscriber;
import io.onsale.queue.replica.Ticks;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Detects which fans of one sale have gone away from this node. Event-driven: a fan is checked only when its time-out ends, so fans that do
 * nothing cost nothing. {@link #report} is for one thread at a time; the rest is thread-safe.
 */
public final class AbsenceDetector implements ReplicaSubscriber {
    /** A page that is reloaded closes its stream and opens another one a moment later. */
    static final Duration AFTER_STREAM = Duration.ofSeconds(2);

    /** A phone whose screen is off polls late; a fan that misses three polls in a row has gone. */
    static final Duration AFTER_POLL_MIN = Duration.ofSeconds(30);

    private static final int POLLS_MISSED = 3;
    private static final int HORIZON_TICKS = 256; // 51 s; later time-outs are added again

    private final LineReplica replica;
    private final AbsenceReports reports;
    private final Predicate<String> hasStream;
    private final Consumer<AbsenceDetector> whenRemoved;
    private volatile boolean over;
    private final AtomicInteger followed = new AtomicInteger();
    private volatile int followedMax = Integer.MAX_VALUE;
    private final Queue<SeenFan> toFollow = new ConcurrentLinkedQueue<>();
    private final Queue<SeenFan> gone = new ConcurrentLinkedQueue<>();
    private final Queue<SeenFan> back = new ConcurrentLinkedQueue<>();
    private @Nullable TimerWheel<SeenFan> wheel;

    /** @param hasStream whether a fan has a stream on this node */
    AbsenceDetector(
            LineReplica replica,
            AbsenceReports reports,
            Predicate<String> hasStream,
            Consumer<AbsenceDetector> whenRemoved) {
        this.replica = replica;
        this.reports = reports;
        this.hasStream = hasStream;
        this.whenRemoved = whenRemoved;
    }

    /** Limits how many fans without a stream are followed from now on; the absence of others is not detected. */
    void setFollowedMax(int max) {
        followedMax = max;
    }

    /** Whether absent fans of this sale lose their places in the end. */
    private boolean isWanted() {
        LineSnapshot now = replica.line();
        return now != null && now.policy().graceMs() > 0;
    }

    @Override
    public void placeSeen(ReplicaPlace place, long nanos) {
        if (replica.line() == null || isWanted()) {
            seen(SeenFan.of(place), nanos);
        }
    }

    private void seen(SeenFan fan, long nanos) {
        fan.awayAtNanos = nanos + awayAfterPollNanos(fan);
        isThere(fan);
        if (!fan.isFollowed() && followed.get() < followedMax) {
            follow(fan);
        }
    }

    private static long awayAfterPollNanos(SeenFan fan) {
        long missed =
                TimeUnit.MILLISECONDS.toNanos(POLLS_MISSED * fan.place.polls().intervalMs());
        return Math.max(AFTER_POLL_MIN.toNanos(), missed);
    }

    /** The fan has opened its first stream here; from now on it need not poll. */
    public void streamOpened(ReplicaPlace place, long nanos) {
        SeenFan fan = SeenFan.of(place);
        fan.awayAtNanos = nanos;
        isThere(fan);
    }

    /** The fan has no stream here any more. */
    public void streamClosed(ReplicaPlace place, long nanos) {
        SeenFan fan = SeenFan.of(place);
        fan.awayAtNanos = Math.max(fan.awayAtNanos, nanos + AFTER_STREAM.toNanos());
        follow(fan);
    }

    private void follow(SeenFan fan) {
        if (fan.follow()) {
            followed.incrementAndGet();
        }
        toFollow.add(fan);
    }

    private void unfollow(SeenFan fan) {
        if (fan.unfollow()) {
            followed.decrementAndGet();
        }
    }

    @Override
    public void placeAbsent(ReplicaPlace place, long nanos) {
        SeenFan fan = SeenFan.of(place);
        fan.markGone();
        if (hasStream(fan) || fan.awayAtNanos > nanos) {
            isThere(fan);
        }
    }

    @Override
    public void removed() {
        whenRemoved.accept(this);
    }

    private boolean hasStream(SeenFan fan) {
        return hasStream.test(fan.place.fan().value());
    }

    private void isThere(SeenFan fan) {
        if (fan.markBack()) {
            back.add(fan);
        }
    }

    /** Reports all changes up to now, if there are any. What could not be reported is reported with the next call. */
    Mono<Void> report(long nanos) {
        if (over) {
            return Mono.empty();
        }
        checkDue(nanos);
        List<SeenFan> away = take(gone, AbsenceReports.FANS_MAX, SeenFan::isMarkedGone);
        List<SeenFan> returned = take(back, AbsenceReports.FANS_MAX - away.size(), fan -> !fan.isMarkedGone());
        if (away.isEmpty() && returned.isEmpty()) {
            return Mono.empty();
        }
        return reports.report(replica.sale(), ids(away), ids(returned)).doOnError(Unavailable.class, e -> {
            gone.addAll(away);
            back.addAll(returned);
        });
    }

    /**
     * Before this node stops: reports all waiting fans of {@code watched} as away, in portions, because no other node knows that they were
     * here. A fan that comes back elsewhere ends its grace period there. Nothing is reported afterwards. Does nothing if the grace period is
     * too short to come back in.
     *
     * @param spread how long it takes until the last fan comes back
     */
    public Mono<Void> reportAllGone(List<ReplicaPlace> watched, Duration spread) {
        LineSnapshot now = replica.line();
        if (now == null || now.policy().graceMs() < 2 * spread.toMillis()) {
            return Mono.empty();
        }
        over = true;
        List<FanId> waiting = watched.stream()
                .filter(place -> place.place().state().isWaiting())
                .map(ReplicaPlace::fan)
                .toList();
        return Flux.fromIterable(waiting)
                .buffer(AbsenceReports.FANS_MAX)
                .concatMap(fans -> reports.report(replica.sale(), fans, List.of()))
                .then();
    }

    private void checkDue(long nanos) {
        TimerWheel<SeenFan> turning = wheel;
        if (turning == null) {
            turning = new TimerWheel<>(HORIZON_TICKS, Ticks.at(nanos));
            wheel = turning;
        }
        for (SeenFan fan = toFollow.poll(); fan != null; fan = toFollow.poll()) {
            checkLater(fan, turning);
        }
        TimerWheel<SeenFan> found = turning;
        boolean wanted = isWanted();
        turning.advance(Ticks.at(nanos), (fan, tick) -> {
            if (fan.checkTick == tick) {
                check(fan, wanted, nanos, found);
            }
        });
    }

    private static void checkLater(SeenFan fan, TimerWheel<SeenFan> wheel) {
        fan.checkTick = wheel.add(fan, Ticks.at(fan.awayAtNanos) + 1);
    }

    private void check(SeenFan fan, boolean wanted, long nanos, TimerWheel<SeenFan> wheel) {
        boolean waits = fan.place.place().state().isWaiting();
        if (!waits || hasStream(fan)) {
            unfollow(fan); // it is followed again when its stream closes
        } else if (fan.awayAtNanos > nanos) {
            checkLater(fan, wheel); // was seen since
        } else {
            unfollow(fan);
            if (wanted && fan.markGone()) {
                gone.add(fan);
            }
        }
    }

    private static List<SeenFan> take(Queue<SeenFan> queue, int max, Predicate<SeenFan> stillSo) {
        Set<SeenFan> taken = new LinkedHashSet<>();
        while (taken.size() < max && !queue.isEmpty()) {
            SeenFan fan = queue.poll();
            if (fan != null && stillSo.test(fan)) {
                taken.add(fan);
            }
        }
        return List.copyOf(taken);
    }

    private static List<FanId> ids(List<SeenFan> fans) {
        return fans.stream().map(fan -> fan.place.fan()).toList();
    }
}
