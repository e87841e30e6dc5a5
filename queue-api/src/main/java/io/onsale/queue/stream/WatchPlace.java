package io.onsale.queue.stream;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.place.LookOutcome;
import io.onsale.queue.place.PlaceViews;
import io.onsale.queue.place.ShowPlace;
import io.onsale.queue.replica.LineReplica;
import io.onsale.queue.replica.LineReplicas;
import io.onsale.queue.replica.ReplicaPlace;
import io.onsale.queue.stream.WatchOutcome.NoRoom;
import io.onsale.queue.stream.WatchOutcome.NotInLine;
import io.onsale.queue.stream.WatchOutcome.Watching;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A fan watches its place: the place is known to this node before its stream begins. */
public final class WatchPlace {
    private static final Duration NO_ROOM_RETRY = Duration.ofSeconds(5); // another node is tried, or a stream has ended

    private final ShowPlace places;
    private final LineReplicas replicas;
    private final OpenStreams streams;

    public WatchPlace(ShowPlace places, LineReplicas replicas, OpenStreams streams) {
        this.places = places;
        this.replicas = replicas;
        this.streams = streams;
    }

    /**
     * Errors with {@code Unavailable} while the line is out of reach.
     *
     * @param lastEventId what a client was sent last, if it comes back and says so; optional
     */
    public Mono<WatchOutcome> watch(SaleId sale, FanId fan, @Nullable String lastEventId) {
        if (!streams.hasRoom()) {
            return Mono.just(new NoRoom(NO_ROOM_RETRY));
        }
        LineReplica replica = replicas.find(sale);
        if (replica != null && replica.line() != null && !replica.isFresh(System.nanoTime())) {
            return Mono.error(new Unavailable("the line"));
        }
        ReplicaPlace place = replica == null || replica.line() == null
                ? null
                : replica.places().find(fan);
        return place != null && place.place().state().isLive()
                ? Mono.just(watching(sale, fan, lastEventId))
                : places.find(sale, fan, lastEventId)
                        .map(looked ->
                                looked instanceof LookOutcome.Shown ? watching(sale, fan, lastEventId) : notInLine());
    }

    private static WatchOutcome notInLine() {
        return new NotInLine();
    }

    private WatchOutcome watching(SaleId sale, FanId fan, @Nullable String lastEventId) {
        LineReplica replica = replicas.of(sale);
        ReplicaPlace place = replica.places().findStale(fan);
        // checked again: while places were looked up, others may have taken the room
        if (place == null || !streams.hasRoom()) {
            return new NoRoom(NO_ROOM_RETRY); // also if there are more places than this node can cache
        }
        PlaceViews.applyVersion(lastEventId, place);
        return new Watching(streams.of(replica).create(place, streams::hasRoom));
    }
}
