package io.onsale.queue.place;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.FindOutcome;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.place.LookOutcome.NotInLine;
import io.onsale.queue.place.LookOutcome.Shown;
import io.onsale.queue.place.LookOutcome.TooSoon;
import io.onsale.queue.replica.LineReplica;
import io.onsale.queue.replica.LineReplicas;
import io.onsale.queue.replica.ReplicaPlace;
import io.onsale.queue.replica.ReplicaUpdates;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Shows a fan its place: from this node's replica, and from Redis where the replica does not have it. While the line is out of reach this
 * errors with {@code Unavailable}: an invented place would be a lie.
 */
public final class ShowPlace {
    private final WaitingLine line;
    private final LineReplicas replicas;
    private final ReplicaUpdates updates;
    private final boolean limitsPolls;

    /** @param limitsPolls whether fans who poll much faster than they were told to are refused; off only to measure */
    public ShowPlace(WaitingLine line, LineReplicas replicas, ReplicaUpdates updates, boolean limitsPolls) {
        this.line = line;
        this.replicas = replicas;
        this.updates = updates;
        this.limitsPolls = limitsPolls;
    }

    /** The place that a join has returned, as it is by now. */
    public Mono<Shown> afterJoin(SaleId sale, FanId fan, Place place, long ahead) {
        LineReplica replica = replicas.of(sale);
        ReplicaPlace known = place(replica, fan, place, ahead);
        return replica.line() == null || replica.places().isTracked(known)
                ? show(replica, known)
                : findAgain(sale, fan);
    }

    /** The node has missed changes of it since. */
    private Mono<Shown> findAgain(SaleId sale, FanId fan) {
        return find(sale, fan, null)
                .flatMap(looked -> looked instanceof Shown shown
                        ? Mono.just(shown)
                        : Mono.error(new Unavailable("the line"))); // the line has lost it as well
    }

    /** What the replica has, or else, if its cache is full, the place as Redis returned it. */
    private static ReplicaPlace place(LineReplica replica, FanId fan, Place place, long ahead) {
        ReplicaPlace cached = replica.places().findStale(fan);
        return cached == null ? replica.places().detached(fan, place, ahead) : cached;
    }

    private Mono<Shown> show(LineReplica replica, ReplicaPlace place) {
        replica.seen(place, System.nanoTime());
        return replica.line() != null
                ? Mono.just(shown(replica, place))
                : updates.read(replica).then(Mono.fromSupplier(() -> shown(replica, place)));
    }

    private static Shown shown(LineReplica replica, ReplicaPlace place) {
        PlaceView view = PlaceViews.of(replica, place);
        return new Shown(
                view,
                PlaceVersion.text(replica.line(), place, view),
                replica.moment().serverTime());
    }

    /**
     * The fan's place as it is now.
     *
     * @param lastVersion what the client was shown last, maybe by another node, if it says so; optional
     */
    public Mono<LookOutcome> look(SaleId sale, FanId fan, @Nullable String lastVersion) {
        long now = System.nanoTime();
        LineReplica replica = replicas.find(sale);
        if (replica == null || replica.line() == null) {
            return find(sale, fan, lastVersion);
        }
        if (!replica.isFresh(now)) {
            return Mono.error(new Unavailable("the line"));
        }
        ReplicaPlace place = replica.places().find(fan);
        long early = limitsPolls ? replica.places().polls(fan, place).takeMs(now) : 0;
        if (early > 0) {
            return Mono.just(new TooSoon(Duration.ofMillis(early)));
        }
        if (place == null || !place.place().state().isLive()) {
            return find(sale, fan, lastVersion);
        }
        replica.seen(place, now);
        PlaceVersion.apply(lastVersion, place);
        return place.isToBeDrawn() && replica.isDrawn()
                ? updates.findDrawnNumber(sale, place).then(Mono.fromSupplier(() -> shown(replica, place)))
                : Mono.just(shown(replica, place));
    }

    /** The fan's place as Redis has it; see {@link #look}. */
    public Mono<LookOutcome> find(SaleId sale, FanId fan, @Nullable String lastVersion) {
        return line.find(sale, fan).flatMap(found -> switch (found) {
            case FindOutcome.Found f -> {
                LineReplica replica = replicas.of(sale);
                ReplicaPlace place = place(replica, fan, f.place(), f.ahead());
                PlaceVersion.apply(lastVersion, place);
                yield show(replica, place);
            }
            case FindOutcome.NotInLine none -> Mono.just(new NotInLine());
        });
    }
}
