package io.onsale.queue.place;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.admission.Gate;
import io.onsale.queue.line.JoinOutcome.Joined;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.place.LookOutcome.Shown;
import io.onsale.queue.replica.LineReplica;
import io.onsale.queue.replica.LineReplicas;
import io.onsale.queue.replica.ReplicaUpdates;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.stream.FakeSink;
import io.onsale.queue.stream.OpenStreams;
import io.onsale.queue.stream.WatchOutcome;
import io.onsale.queue.stream.WatchPlace;
import io.onsale.queue.testing.LineOnRedis;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;

/** What a node shows of a line in Redis. */
class ShowPlaceTest {
    @RegisterExtension
    static final RedisServer server = new RedisServer();

    private @Nullable LineOnRedis opened;

    @BeforeEach
    void open() {
        opened = new LineOnRedis(server.url(), 10_000);
    }

    @AfterEach
    void close() {
        redis().close();
    }

    private LineOnRedis redis() {
        return Objects.requireNonNull(opened);
    }

    private ShowPlace showPlace() {
        return redis().bean(ShowPlace.class);
    }

    private WatchPlace watchPlace() {
        return new WatchPlace(showPlace(), redis().bean(LineReplicas.class), redis().bean(OpenStreams.class));
    }

    private Joined join(SaleId sale, FanId fan) {
        return (Joined) Objects.requireNonNull(redis().bean(WaitingLine.class)
                .join(sale, fan, WaitingLine.NO_KEY)
                .block(LineOnRedis.TIMEOUT));
    }

    private Shown show(SaleId sale, FanId fan, Joined joined) {
        return Objects.requireNonNull(
                showPlace().afterJoin(sale, fan, joined.place(), joined.ahead()).block(LineOnRedis.TIMEOUT));
    }

    private LineReplica replica(SaleId sale) {
        return redis().bean(LineReplicas.class).of(sale);
    }

    private void tick(SalePolicy policy) {
        redis().bean(ReplicaUpdates.class).tick(policy.sale()).block(LineOnRedis.TIMEOUT);
    }

    private PlaceView look(SalePolicy policy, FanId fan) {
        LookOutcome looked = showPlace().look(policy.sale(), fan, null).block(LineOnRedis.TIMEOUT);
        assertThat(looked).isInstanceOf(Shown.class);
        return ((Shown) Objects.requireNonNull(looked)).place();
    }

    @Test
    void a_fan_called_before_the_join_was_answered_sees_the_turn() {
        SalePolicy policy = redis().open(0, 10_000);
        FanId ann = new FanId("ann");
        tick(policy);
        Joined joined = join(policy.sale(), ann);
        redis().bean(LineControl.class)
                .apply(policy.with(SalePolicy.Limits.of(1, 10_000)))
                .block(LineOnRedis.TIMEOUT);
        redis().bean(Gate.class).admit(policy.sale()).block(LineOnRedis.TIMEOUT);
        tick(policy);

        Shown shown = show(policy.sale(), ann, joined);

        assertThat(shown.place().state()).isEqualTo("READY");
        assertThat(look(policy, ann).state()).isEqualTo("READY");
    }

    @Test
    void a_cached_place_is_shown_without_reading_redis() {
        SalePolicy policy = redis().open(0, 10_000);
        FanId ann = new FanId("ann");
        tick(policy);
        Joined joined = join(policy.sale(), ann);
        tick(policy);

        long before = redis().calls();
        show(policy.sale(), ann, joined);
        look(policy, ann);
        watchPlace().watch(policy.sale(), ann, null).block(LineOnRedis.TIMEOUT);

        assertThat(redis().calls()).isEqualTo(before);
    }

    @Test
    void all_watched_places_are_read_again_in_the_tick_in_which_log_entries_were_missed() {
        SalePolicy policy = redis().open(1, 10_000);
        List<FanId> fans = Stream.concat(
                        Stream.of(new FanId("first")), IntStream.range(0, 1_500).mapToObj(i -> new FanId("fan-" + i)))
                .toList();
        fans.forEach(fan -> join(policy.sale(), fan));
        tick(policy);
        LineReplica replica = replica(policy.sale());
        FakeSink.Loop loop = new FakeSink.Loop();
        Flux.fromIterable(fans).buffer(100).toIterable().forEach(some -> {
            tick(policy); // a replica last read five seconds ago accepts no watcher
            Flux.fromIterable(some)
                    .concatMap(fan -> watchPlace().watch(policy.sale(), fan, null))
                    .doOnNext(outcome ->
                            ((WatchOutcome.Watching) outcome).stream().begin(new FakeSink(loop)))
                    .blockLast(LineOnRedis.TIMEOUT);
        });

        redis().replaceServer();
        redis().bean(LineControl.class).open(policy).block(LineOnRedis.TIMEOUT);
        tick(policy);

        assertThat(fans).allMatch(fan -> replica.places().find(fan) != null);
    }
}
