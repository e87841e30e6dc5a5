package io.onsale.queue.replica;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.DrawnNumbers;
import io.onsale.queue.line.FindOutcome;
import io.onsale.queue.line.LineSnapshot;
import io.onsale.queue.line.WaitingLine;
import io.onsale.service.web.Unavailable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Keeps replicas up to date: one read per tick and sale, and one look-up for each watched place that is not tracked any more. */
public final class ReplicaUpdates {
    private static final int PAGES_MAX = 16; // reads of one sale in a tick, if the log has more than one read returns
    private static final int UNTRACKED_MAX = 10_000; // places read again per tick after log entries were missed
    private static final int LOOK_UPS_AT_ONCE = 2; // a batch of 200 keeps Redis busy for a millisecond
    private static final int UNDRAWN_AT_ONCE = 64;
    private static final int UNDRAWN_MAX = 10_000; // drawn numbers looked up per tick, in memory

    private final WaitingLine line;
    private final LineReader reader;
    private final DrawnNumbers draws;
    private final LineReplicas replicas;
    private final Scheduler scheduler;

    /** @param scheduler where readings are applied, so that Redis' own threads stay free */
    public ReplicaUpdates(
            WaitingLine line, LineReader reader, DrawnNumbers draws, LineReplicas replicas, Scheduler scheduler) {
        this.line = line;
        this.reader = reader;
        this.draws = draws;
        this.replicas = replicas;
        this.scheduler = scheduler;
    }

    /** Reads the sale's line once and notifies the replica's subscribers. */
    public Mono<Void> tick(SaleId sale) {
        LineReplica replica = replicas.of(sale);
        return pages(replica, PAGES_MAX)
                .then(Mono.defer(() -> findUntracked(replica)))
                .then(Mono.defer(() -> findUndrawn(replica)))
                .onErrorResume(e -> e instanceof Unavailable
                        ? failed(replica)
                        : failed(replica).then(Mono.error(e))); // a fault of ours: the loop raises the alarm
    }

    /** One read, and more only while the log has more than one read returns. */
    private Mono<Void> pages(LineReplica replica, int left) {
        return read(replica)
                .flatMap(entries ->
                        entries < LineReader.ENTRIES_MAX || left == 1 ? Mono.empty() : pages(replica, left - 1));
    }

    /** Reads the line now; the number of log entries, or empty if the line does not exist. Errors with {@code Unavailable}. */
    public Mono<Integer> read(LineReplica replica) {
        LineSnapshot before = replica.line();
        String since = before == null ? "" : before.lastEntryId();
        return reader.read(replica.sale(), before)
                .publishOn(scheduler)
                .doOnNext(snapshot -> replica.apply(snapshot, since, System.nanoTime()))
                .map(snapshot -> snapshot.entries().size())
                .switchIfEmpty(Mono.defer(() -> failed(replica)));
    }

    private static <T extends @Nullable Object> Mono<T> failed(LineReplica replica) {
        return Mono.fromRunnable(() -> replica.readFailed(System.nanoTime()));
    }

    /** After log entries were missed, reads the places of watched fans again; their streams stay open meanwhile. */
    private Mono<Void> findUntracked(LineReplica replica) {
        return Flux.fromIterable(replica.places().takeUntracked(UNTRACKED_MAX))
                .buffer(WaitingLine.FIND_MAX)
                .flatMap(fans -> findUntracked(replica, fans), LOOK_UPS_AT_ONCE)
                .then();
    }

    /** The line's own listener updates the replica with the places that are found. */
    private Mono<Void> findUntracked(LineReplica replica, List<FanId> fans) {
        return line.find(replica.sale(), fans)
                .doOnNext(found -> {
                    for (int i = 0; i < fans.size(); i++) {
                        if (found.get(i) instanceof FindOutcome.NotInLine) {
                            replica.placeLost(fans.get(i));
                        }
                    }
                })
                .doOnError(e -> fans.forEach(replica.places()::retryUntracked))
                .then();
    }

    private Mono<Void> findUndrawn(LineReplica replica) {
        return Flux.fromIterable(replica.places().takeUndrawn(UNDRAWN_MAX))
                .flatMap(
                        place -> findDrawnNumber(replica.sale(), place).doFinally(end -> {
                            if (place.isToBeDrawn()) {
                                replica.places().retryUndrawn(place);
                            }
                        }),
                        UNDRAWN_AT_ONCE)
                .then();
    }

    /** Sets the number that was drawn for the place, if it is known by now; answered from memory. */
    public Mono<Void> findDrawnNumber(SaleId sale, ReplicaPlace place) {
        return draws.drawn(sale, place.place().registration())
                .doOnNext(place::setDrawnNumber)
                .then();
    }
}
