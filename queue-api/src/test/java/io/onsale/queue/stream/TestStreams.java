package io.onsale.queue.stream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.id.FanId;
import io.onsale.queue.line.AbsenceReports;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.presence.AbsenceDetectors;
import io.onsale.queue.replica.LineReplica;
import io.onsale.queue.replica.ReplicaPlace;
import io.onsale.queue.replica.TestReplica;
import io.onsale.queue.testing.Snapshots;
import java.time.Duration;
import java.util.concurrent.Executor;
import reactor.core.publisher.Mono;

/** The streams of one replica. */
public final class TestStreams {
    private final TestReplica line;
    private final OpenStreams streams;

    public TestStreams(TestReplica line) {
        this(line, (sale, gone, back) -> Mono.empty());
    }

    TestStreams(TestReplica line, AbsenceReports reports) {
        this.line = line;
        this.streams = new OpenStreams(new AbsenceDetectors(reports), 1_000_000, new SimpleMeterRegistry());
        streams.follow(line.replica());
    }

    public OpenStreams streams() {
        return streams;
    }

    int count() {
        return streams.count(line.replica().sale());
    }

    SaleStreams ofSale() {
        return streams.of(line.replica());
    }

    /** Starts a stream for a fan who waits with {@code number}. */
    public FakeSink open(FanId fan, long number) {
        return open(fan, number, new FakeSink.Loop());
    }

    FakeSink open(FanId fan, long number, Executor loop) {
        FakeSink sink = new FakeSink(loop);
        open(fan, number, sink);
        return sink;
    }

    /** Starts a stream for {@code place}. */
    public static FakeSink begin(OpenStreams streams, LineReplica replica, ReplicaPlace place) {
        FakeSink sink = new FakeSink();
        PlaceStream stream = streams.of(replica).create(place, () -> true);
        sink.write(stream.opening());
        stream.begin(sink);
        return sink;
    }

    PlaceStream open(FanId fan, long number, FakeSink sink) {
        ReplicaPlace place = line.placed(fan, Snapshots.place(PlaceState.WAITING, number), number);
        PlaceStream stream = ofSale().create(place, () -> true);
        sink.write(stream.opening());
        stream.begin(sink);
        return stream;
    }

    void reportAllGone(Duration spread) {
        streams.reportAllGone(spread).block();
    }
}
