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
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Records the waits of each sale on this node, and publishes its metrics. Follows each replica: its records come and go with it. */
public final class SaleRecords implements LineReplicas.Follower {
    private final MeterRegistry meters;
    private final OpenStreams streams;
    private final ConcurrentHashMap<SaleId, Followed> bySale = new ConcurrentHashMap<>();

    public SaleRecords(MeterRegistry meters, OpenStreams streams) {
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
        boolean isFresh = followed.replica.isFresh(followed.replica.nanos());
        return SaleFigures.of(line, isFresh, now.pace(), followed.record, streams.count(sale));
    }

    private final class Followed implements ReplicaSubscriber {
        final LineReplica replica;
        final WaitRecord record;
        private final SaleMeters metrics;

        Followed(LineReplica replica, WaitRecord record, SaleMeters metrics) {
            this.replica = replica;
            this.record = record;
            this.metrics = metrics;
        }

        @Override
        public void placeCalled(LogEntry entry, @Nullable ReplicaPlace place, long opensAtMs) {
            record.called(entry, place == null ? null : place.prediction(), opensAtMs);
        }

        @Override
        public void removed() {
            bySale.remove(replica.sale(), this);
            metrics.remove();
        }
    }
}
