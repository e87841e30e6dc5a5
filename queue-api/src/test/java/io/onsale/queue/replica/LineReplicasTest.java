package io.onsale.queue.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.figures.NodeFigures;
import io.onsale.queue.figures.SaleRecords;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.line.Receipts;
import io.onsale.queue.presence.AbsenceDetectors;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.stream.FakeSink;
import io.onsale.queue.stream.OpenStreams;
import io.onsale.queue.stream.TestStreams;
import io.onsale.queue.testing.Snapshots;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class LineReplicasTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final OpenStreams streams =
            new OpenStreams(new AbsenceDetectors((sale, gone, back) -> Mono.empty()), 10, meters);
    private final LineReplicas replicas = new LineReplicas(
            new Receipts(new byte[32]),
            sale -> Map.of(),
            List.of(
                    streams,
                    new SaleRecords(
                            meters,
                            streams,
                            new NodeFigures("node", (sale, node, count) -> Mono.empty(), () -> 0, Clock.systemUTC()))));
    private final SalePolicy policy = SalePolicy.first(
            SaleId.next(),
            new SalePolicy.Times(Instant.EPOCH, Instant.EPOCH, Instant.MAX),
            LineOrder.ARRIVAL,
            SalePolicy.Limits.of(1, 1));

    @Test
    void a_replica_stays_until_this_node_knows_its_sale() {
        LineReplica replica = replicas.of(policy.sale());

        replicas.keepOnly(List.of());
        replicas.keepOnly(List.of(policy));

        assertThat(replicas.find(policy.sale())).isSameAs(replica);
    }

    @Test
    void the_replica_of_an_ended_sale_is_removed_with_its_streams_and_gauges() {
        FanId ann = new FanId("ann");
        LineReplica replica = replicas.of(policy.sale());
        replicas.keepOnly(List.of(policy));
        replicas.listener().placed(policy.sale(), ann, Snapshots.place(PlaceState.WAITING, 7), 6);
        FakeSink sink = TestStreams.begin(
                streams, replica, Objects.requireNonNull(replica.places().findStale(ann)));

        replicas.keepOnly(List.of());

        assertThat(sink.hasEnded()).isTrue();
        assertThat(replicas.find(policy.sale())).isNull();
        assertThat(meters.getMeters())
                .extracting(meter -> meter.getId().getTag("sale"))
                .containsOnlyNulls();
        assertThat(streams.count(policy.sale())).isZero();
    }

    @Test
    void a_sale_that_becomes_active_again_has_streams_again() {
        replicas.keepOnly(List.of(policy));
        replicas.of(policy.sale());
        replicas.keepOnly(List.of());
        FanId ann = new FanId("ann");
        replicas.listener().placed(policy.sale(), ann, Snapshots.place(PlaceState.WAITING, 7), 6);
        LineReplica again = replicas.of(policy.sale());

        FakeSink sink = TestStreams.begin(
                streams, again, Objects.requireNonNull(again.places().findStale(ann)));

        assertThat(sink.hasEnded()).isFalse();
        assertThat(streams.count(policy.sale())).isEqualTo(1);
    }
}
