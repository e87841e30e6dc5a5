package io.onsale.queue.replica;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.LineSnapshot;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.Receipts;
import io.onsale.queue.testing.Snapshots;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;

/** A replica whose reads are supplied by the test. */
public final class TestReplica {
    public static final Duration STALE_AFTER = LineReplica.STALE_AFTER;

    private final LineReplica replica;

    public TestReplica() {
        this(System::nanoTime);
    }

    public TestReplica(LongSupplier nanos) {
        this(SaleId.next(), nanos, Map.of());
    }

    public TestReplica(SaleId sale, LongSupplier nanos, Map<String, Long> seatsLeft) {
        replica = new LineReplica(sale, new Receipts(new byte[32]), any -> seatsLeft, nanos, new PlaceCache(1_000));
    }

    public LineReplica replica() {
        return replica;
    }

    /** @param nanos time of the read */
    public void read(LineSnapshot line, long nanos) {
        replica.apply(line, Snapshots.LAST_ENTRY, nanos);
    }

    public void readFailed(long nanos) {
        replica.readFailed(nanos);
    }

    /** Simulates a reply of Redis with this place. */
    public ReplicaPlace placed(FanId fan, Place place, long ahead) {
        replica.placed(fan, place, ahead);
        return Objects.requireNonNull(replica.places().findStale(fan));
    }

    public List<FanId> takeUntracked(int max) {
        return replica.places().takeUntracked(max);
    }

    public void placeLost(FanId fan) {
        replica.placeLost(fan);
    }

    /** A place that belongs to no replica. */
    public static ReplicaPlace place(FanId fan, Place place) {
        return new ReplicaPlace(fan, place, "v1.a", 0);
    }
}
