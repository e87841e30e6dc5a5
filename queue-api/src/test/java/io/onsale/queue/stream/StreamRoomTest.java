package io.onsale.queue.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.line.AbsenceReports;
import io.onsale.queue.line.DrawnNumbers;
import io.onsale.queue.line.EndOutcome;
import io.onsale.queue.line.Ending;
import io.onsale.queue.line.FindOutcome;
import io.onsale.queue.line.FindOutcome.Found;
import io.onsale.queue.line.JoinOutcome;
import io.onsale.queue.line.PlaceListener;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.line.Receipt;
import io.onsale.queue.line.Receipts;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.place.ShowPlace;
import io.onsale.queue.presence.AbsenceDetectors;
import io.onsale.queue.replica.LineReader;
import io.onsale.queue.replica.LineReplica;
import io.onsale.queue.replica.LineReplicas;
import io.onsale.queue.replica.ReplicaUpdates;
import io.onsale.queue.stream.WatchOutcome.NoRoom;
import io.onsale.queue.stream.WatchOutcome.Watching;
import io.onsale.queue.testing.LineOnRedis;
import io.onsale.queue.testing.Snapshots;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** The limit of streams while Redis is slow: all waiting requests then continue simultaneously. */
class StreamRoomTest {
    private static final int STREAMS_MAX = 2;

    @RegisterExtension
    static final RedisServer redis = new RedisServer();

    private final LineOnRedis line = new LineOnRedis(redis.url(), 1_000);
    private final SaleId sale = line.open(0, 100).sale();
    private final Sinks.Empty<Void> answers = Sinks.empty();
    private final OpenStreams streams = new OpenStreams(
            new AbsenceDetectors(line.bean(AbsenceReports.class)), STREAMS_MAX, new SimpleMeterRegistry());
    private final LineReplicas replicas =
            new LineReplicas(new Receipts(new byte[32]), any -> Map.of(), List.of(streams));
    private final WaitingLine slow = new SlowLine(line.bean(WaitingLine.class), replicas.listener(), answers.asMono());
    private final ReplicaUpdates updates = new ReplicaUpdates(
            slow, line.bean(LineReader.class), line.bean(DrawnNumbers.class), replicas, Schedulers.parallel());
    private final WatchPlace watch = new WatchPlace(new ShowPlace(slow, replicas, updates, true), replicas, streams);
    private final List<FanId> fans =
            IntStream.range(0, 6).mapToObj(i -> new FanId("fan" + i)).toList();

    @BeforeEach
    void everybody_joins() {
        fans.forEach(fan ->
                line.bean(WaitingLine.class).join(sale, fan, WaitingLine.NO_KEY).block(LineOnRedis.TIMEOUT));
    }

    @AfterEach
    void close() {
        line.close();
    }

    @Test
    void of_simultaneous_requests_no_more_get_a_stream_than_the_limit() {
        Mono<List<WatchOutcome>> all = Flux.fromIterable(fans)
                .flatMapSequential(fan -> watch.watch(sale, fan, null))
                .collectList()
                .cache();
        all.subscribe();
        answers.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);

        List<FakeSink> sinks = Objects.requireNonNull(all.block(LineOnRedis.TIMEOUT)).stream()
                .map(outcome -> begin(((Watching) outcome).stream()))
                .toList();

        assertThat(sinks.stream().filter(sink -> !sink.hasEnded())).hasSize(STREAMS_MAX);
        assertThat(sinks.stream().filter(FakeSink::hasEnded))
                .hasSize(fans.size() - STREAMS_MAX)
                .allSatisfy(sink -> assertThat(sink.text()).contains("event:drain"));
    }

    @Test
    void a_place_found_after_the_limit_was_reached_is_refused() {
        Mono<WatchOutcome> late = watch.watch(sale, fans.getLast(), null).cache();
        late.subscribe();
        LineReplica replica = replicas.of(sale);
        fans.stream().limit(STREAMS_MAX).forEach(fan -> {
            replicas.listener().placed(sale, fan, Snapshots.place(PlaceState.WAITING, 1), 0);
            TestStreams.begin(
                    streams, replica, Objects.requireNonNull(replica.places().findStale(fan)));
        });
        answers.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);

        assertThat(late.block(LineOnRedis.TIMEOUT)).isInstanceOf(NoRoom.class);
    }

    private static FakeSink begin(PlaceStream stream) {
        FakeSink sink = new FakeSink();
        stream.opening();
        stream.begin(sink);
        return sink;
    }

    /** The real line, with delayed replies. */
    private record SlowLine(WaitingLine line, PlaceListener listener, Mono<Void> answers) implements WaitingLine {
        @Override
        public Mono<JoinOutcome> join(SaleId sale, FanId fan, String key) {
            return line.join(sale, fan, key);
        }

        @Override
        public Mono<JoinOutcome> restore(SaleId sale, FanId fan, Receipt receipt, long number, String key) {
            return line.restore(sale, fan, receipt, number, key);
        }

        @Override
        public Mono<List<FindOutcome>> find(SaleId sale, List<FanId> fans) {
            return line.find(sale, fans).delayUntil(found -> answers).doOnNext(found -> {
                for (int i = 0; i < fans.size(); i++) {
                    if (found.get(i) instanceof Found place) {
                        listener.placed(sale, fans.get(i), place.place(), place.ahead());
                    }
                }
            });
        }

        @Override
        public Mono<EndOutcome> end(SaleId sale, FanId fan, Ending ending, long joinedAtMs) {
            return line.end(sale, fan, ending, joinedAtMs);
        }
    }
}
