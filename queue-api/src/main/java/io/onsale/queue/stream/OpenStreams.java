package io.onsale.queue.stream;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.presence.AbsenceDetectors;
import io.onsale.queue.replica.LineReplica;
import io.onsale.queue.replica.LineReplicas;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All open streams of this node. Follows each replica: its streams come and go with it. */
public final class OpenStreams implements LineReplicas.Follower {
    private static final int SALES_AT_ONCE = 16; // whose absent fans are reported at the same time

    private final AbsenceDetectors absences;
    private final int streamsMax;
    private final Timer delays;
    private final ConcurrentHashMap<SaleId, SaleStreams> bySale = new ConcurrentHashMap<>();
    private volatile boolean closing;

    /** @param streamsMax on this node, all sales together */
    public OpenStreams(AbsenceDetectors absences, int streamsMax, MeterRegistry meters) {
        this.absences = absences;
        this.streamsMax = streamsMax;
        this.delays = Timer.builder("onsale.queue.told")
                .description("From reading a line to the last byte written of it, per round and event loop")
                .publishPercentiles(0.5, 0.99)
                .register(meters);
    }

    @Override
    public void follow(LineReplica replica) {
        SaleStreams streams = new SaleStreams(
                replica,
                nanos -> delays.record(nanos, TimeUnit.NANOSECONDS),
                removed -> bySale.remove(replica.sale(), removed));
        bySale.put(replica.sale(), streams);
        replica.setWatched(streams);
        replica.subscribe(streams);
        streams.setAbsences(absences.follow(replica, streams));
    }

    SaleStreams of(LineReplica replica) {
        return Objects.requireNonNull(bySale.get(replica.sale()), "a replica that nobody followed");
    }

    /** How many streams of this sale are open on this node. */
    public int count(SaleId sale) {
        SaleStreams streams = bySale.get(sale);
        return streams == null ? 0 : streams.count();
    }

    /** Whether one more stream may begin; streams that begin at the same moment may exceed the limit by one per event loop. */
    boolean hasRoom() {
        return !closing && count() < streamsMax;
    }

    private int count() {
        int count = 0;
        for (SaleStreams streams : bySale.values()) {
            count += streams.count();
        }
        return count;
    }

    /** Starts the grace period of all fans with a stream; no new streams from now on. */
    Mono<Void> reportAllGone(Duration spread) {
        closing = true;
        return Flux.fromIterable(bySale.values())
                .flatMap(streams -> streams.reportAllGone(spread), SALES_AT_ONCE)
                .then();
    }

    /** Ends all streams, each with its own time to reconnect within {@code spread}; {@code whenDone} runs after the last. */
    void drain(Duration spread, Runnable whenDone) {
        closing = true;
        List<WatcherLoop> loops = bySale.values().stream()
                .flatMap(streams -> streams.loops().stream())
                .toList();
        if (loops.isEmpty()) {
            whenDone.run();
            return;
        }
        DrainPlan plan = new DrainPlan(spread, count(), loops.size(), whenDone);
        loops.forEach(loop -> loop.execute(() -> loop.close(plan)));
    }
}
