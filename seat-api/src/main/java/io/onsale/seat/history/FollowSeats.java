package io.onsale.seat.history;

import io.onsale.kernel.event.SeatsChanged;
import io.onsale.kernel.event.SeatsChanged.SeatMove;
import io.onsale.kernel.event.SeatsChanged.SeatRecount;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.history.SeatMoves.VersionMoves;
import io.onsale.seat.map.SeatFeed;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.seat.SeatState;
import io.onsale.seat.seat.SeatStates;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads what happened to the seats of each current performance from the stream of changes in Redis, and sends it to Kafka. Holding a seat
 * costs nothing more for it than some words in the stream. If the stream was trimmed before it was read, or Redis was rebuilt, the moves in between
 * are lost, and a recount says which seats are still held.
 */
public final class FollowSeats {
    private static final int TICKS_PER_LISTING = 20; // how late a new performance is followed first: 5 s
    private static final int TICKS_PER_IDLE_LOOK = 4; // a performance where nothing happened is looked at once a second
    private static final int SIDE_BY_SIDE = 8; // performances at a time
    private static final int VERSIONS_PER_READ = 1_000; // some 100 KB
    private static final int READS_PER_TICK = 12; // more than the stream keeps
    private static final int MOVES_PER_EVENT = 500; // some 150 KB

    private final Performances performances;
    private final SeatFeed feed;
    private final SeatMoves moves;
    private final HistoryCursors cursors;
    private final SeatNews news;
    private final Clock clock;
    private final Map<PerformanceId, Long> read = new ConcurrentHashMap<>(); // by this node
    private final Set<PerformanceId> busy =
            ConcurrentHashMap.newKeySet(); // something happened at the last look, or it failed
    private List<PerformanceId> current = List.of(); // only touched by ticks, which never overlap

    public FollowSeats(
            Performances performances,
            SeatFeed feed,
            SeatMoves moves,
            HistoryCursors cursors,
            SeatNews news,
            Clock clock) {
        this.performances = performances;
        this.feed = feed;
        this.moves = moves;
        this.cursors = cursors;
        this.news = news;
        this.clock = clock;
    }

    /** Reads what is new. A performance that fails is read at the next tick, and the round tells of it when the others are done. */
    public Mono<Void> tick(long number) {
        Mono<Void> listed = number % TICKS_PER_LISTING == 0 ? listPerformances() : Mono.empty();
        return listed.thenMany(Flux.defer(() -> Flux.fromIterable(current)))
                .filter(id -> busy.contains(id) || Math.floorMod(number + id.hashCode(), TICKS_PER_IDLE_LOOK) == 0)
                .flatMapDelayError(this::follow, SIDE_BY_SIDE, 1)
                .then();
    }

    private Mono<Void> listPerformances() {
        return performances
                .current()
                .collectList() // ids; as many as there are versions to remember
                .doOnNext(found -> {
                    current = found;
                    read.keySet().retainAll(found);
                    busy.retainAll(found);
                })
                .then();
    }

    /** One look at a performance. */
    Mono<Void> follow(PerformanceId id) {
        busy.remove(id);
        return feed.getVersion(id)
                .filter(version -> version != 0 && !version.equals(read.get(id)))
                .flatMap(version -> performances.findPerformance(id).flatMap(found -> follow(found, version)))
                .doOnError(e -> busy.add(id));
    }

    private Mono<Void> follow(Performance performance, long present) {
        long epoch = SeatStates.epoch(present);
        long beginning = SeatStates.available(performance.id(), epoch, 0).version();
        return cursors.claim(performance.id(), beginning)
                .doOnNext(cursor -> busy.add(performance.id()))
                .flatMap(cursor -> SeatStates.epoch(cursor) == epoch && cursor <= present
                        ? catchUp(performance, cursor, present)
                        : recount(performance))
                .doOnNext(version -> read.put(performance.id(), version))
                .then();
    }

    /** Emits the version up to which was read. */
    private Mono<Long> catchUp(Performance performance, long cursor, long present) {
        return step(performance, cursor, present)
                .expand(version -> version < 0 ? Mono.empty() : step(performance, version, present))
                .take(READS_PER_TICK)
                .map(Math::abs)
                .last(cursor);
    }

    /** Reads some versions; emits the last one's, negative if there are no more for now. Empty if there were none. */
    private Mono<Long> step(Performance performance, long cursor, long present) {
        return moves.getMoves(performance.id(), cursor, VERSIONS_PER_READ)
                .filter(found -> !found.isEmpty() || cursor < present)
                .flatMap(found -> !found.isEmpty() && found.getFirst().version() == cursor + 1
                        ? send(performance.id(), found)
                        : recount(performance).map(version -> -version));
    }

    private Mono<Long> send(PerformanceId id, List<VersionMoves> found) {
        long last = found.getLast().version();
        List<SeatMove> all = found.stream().flatMap(one -> one.moves().stream()).toList();
        return news.send(events(id, all))
                .then(cursors.advance(id, last))
                .thenReturn(found.size() < VERSIONS_PER_READ ? -last : last);
    }

    /** In events of bounded size. */
    static List<SeatsChanged> events(PerformanceId id, List<SeatMove> moves) {
        List<SeatsChanged> events = new ArrayList<>();
        for (int from = 0; from < moves.size(); from += MOVES_PER_EVENT) {
            List<SeatMove> some = moves.subList(from, Math.min(moves.size(), from + MOVES_PER_EVENT));
            events.add(new SeatsChanged(id.value(), List.copyOf(some), null));
        }
        return events;
    }

    private Mono<Long> recount(Performance performance) {
        return feed.findStates(performance.id(), performance.hall().seatCount()).flatMap(states -> {
            SeatRecount recount = new SeatRecount(states.version(), held(performance, states), clock.instant());
            return news.send(List.of(new SeatsChanged(performance.id().value(), List.of(), recount)))
                    .then(cursors.advance(performance.id(), states.version()))
                    .thenReturn(states.version());
        });
    }

    private static List<Integer> held(Performance performance, SeatStates states) {
        List<Integer> held = new ArrayList<>();
        for (int i = 0; i < performance.hall().seatCount(); i++) {
            if (states.get(i) == SeatState.HELD) {
                held.add(i);
            }
        }
        return held;
    }
}
