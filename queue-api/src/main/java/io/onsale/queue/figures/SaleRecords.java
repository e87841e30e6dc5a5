package io.onsale.queue.figures;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.LineSnapshot;
import io.onsale.queue.line.LogEntry;
import io.onsale.queue.replica.LineReplica;
import io.onsale.queue.replica.LineReplica.Reading;
import io.onsale.queue.replica.LineReplicas;
import io.onsale.queue.replica.ReplicaPlace;
import io.onsale.queue.replica.ReplicaSubscriber;
import io.onsale.queue.stream.OpenStreams;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Records the waits of each sale on this node, and publishes its metrics. Follows each replica: its records come and go with it. */
public final class SaleRecords implements LineReplicas.Follower {
    private final MeterRegistry meters;
    private static final long WATCHED_NANOS =
            Duration.ofSeconds(10).toNanos(); // after the last question for its figures

    private final OpenStreams streams;
    private final NodeFigures nodes;
    private final ConcurrentHashMap<SaleId, Followed> bySale = new ConcurrentHashMap<>();

    public SaleRecords(MeterRegistry meters, OpenStreams streams, NodeFigures nodes) {
        this.nodes = nodes;
        this.meters = meters;
        this.streams = streams;
    }

    @Override
    public void follow(LineReplica replica) {
        SaleMeters metrics = new SaleMeters(meters, replica.sale());
        WaitRecord record = new WaitRecord(metrics.waits());
        metrics.register(replica, record, () -> streams.count(replica.sale()));
        Followed followed = new Followed(replica, record, metrics);
        bySale.put(replica.sale(), followed);
        replica.subscribe(followed);
    }

    /** The sale in figures; null if it is not active on this node, or was not read yet. */
    public @Nullable SaleFigures find(SaleId sale) {
        Followed followed = bySale.get(sale);
        Reading now = followed == null ? null : followed.replica.latest();
        if (followed == null || now == null) {
            return null;
        }
        LineSnapshot line = now.line();
        long nanos = followed.replica.nanos();
        followed.askedAt = nanos;
        long own = streams.count(sale);
        return SaleFigures.of(
                line,
                followed.replica.isFresh(nanos),
                now.pace(),
                followed.record,
                new SaleFigures.Streams(own, nodes.streams(sale, own)),
                nodes);
    }

    /** The sales of which other nodes want to know this node's streams: it has some, or an operator watches here and reads the others'. */
    public List<SaleId> shared() {
        return bySale.values().stream()
                .filter(followed -> streams.count(followed.replica.sale()) > 0
                        || followed.replica.nanos() - followed.askedAt < WATCHED_NANOS)
                .map(followed -> followed.replica.sale())
                .toList();
    }

    /** Publishes this node's streams of a sale, and reads the other nodes'. */
    public Mono<Void> share(SaleId sale) {
        return nodes.share(sale, streams.count(sale));
    }

    private final class Followed implements ReplicaSubscriber {
        final LineReplica replica;
        final WaitRecord record;
        private final SaleMeters metrics;
        volatile long askedAt; // by the replica's clock, in nanoseconds

        Followed(LineReplica replica, WaitRecord record, SaleMeters metrics) {
            this.replica = replica;
            this.record = record;
            this.metrics = metrics;
            this.askedAt = replica.nanos() - WATCHED_NANOS;
        }

        @Override
        public void placeCalled(LogEntry entry, @Nullable ReplicaPlace place, long opensAtMs) {
            record.called(entry, place == null ? null : place.prediction(), opensAtMs);
        }

        @Override
        public void removed() {
            bySale.remove(replica.sale(), this);
            nodes.forget(replica.sale());
            metrics.remove();
        }
    }
}
