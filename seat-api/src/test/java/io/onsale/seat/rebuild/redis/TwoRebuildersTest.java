package io.onsale.seat.rebuild.redis;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static io.onsale.seat.testing.SeatService.eventually;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.testing.AlsoOnCluster;
import io.onsale.seat.clock.RunningClock;
import io.onsale.seat.clock.SaleClock;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.rebuild.SeatLedger;
import io.onsale.seat.rebuild.SeatLedger.EpochStart;
import io.onsale.seat.rebuild.SeatStore;
import io.onsale.seat.rebuild.SeatStore.Superseded;
import io.onsale.seat.seat.Epochs;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.seat.SeatSlots;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.redis.Scripts;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** A rebuild loses its connection to Postgres, and with it its lock, and goes on: it does not overwrite the rebuild that came after it. */
@AlsoOnCluster
class TwoRebuildersTest {
    private static final int CONNECTIONS = 20; // of a node's pool

    @RegisterExtension
    static final SeatService service = new SeatService();

    private final Performance performance = service.publish(aSale().withRow("A", 4));
    private final SeatKeys keys = SeatKeys.of(performance.sale(), performance.id());
    private final SeatStore store = service.bean(SeatStore.class);
    private final Scripts scripts = service.bean(Scripts.class);

    @BeforeEach
    void onlyWeRebuild() {
        service.loop("rebuildLoop").stop();
        anotherServer();
    }

    @AfterEach
    void rebuildAgain() {
        Flux.range(0, CONNECTIONS) // those that were cut are still in the pool
                .flatMap(
                        i -> service.bean(Epochs.class)
                                .findEpoch(performance.id())
                                .onErrorComplete(),
                        CONNECTIONS)
                .blockLast(PATIENCE);
        if (!service.loop("rebuildLoop").isRunning()) {
            service.loop("rebuildLoop").start();
        }
    }

    @Test
    void a_rebuild_without_its_lock_does_not_begin_to_write() {
        assertThatThrownBy(() -> service.bean(SeatLedger.class)
                        .inNextEpoch(
                                performance.id(),
                                epoch -> Mono.just(true),
                                opening -> aside(this::loseTheLockToARebuildAndASale)
                                        .then(store.setUp(performance.id(), performance.hall(), opening)))
                        .block(PATIENCE))
                .isInstanceOf(RuntimeException.class);

        assertThat(service.states(performance)).isEqualTo("1000");
    }

    @Test
    void a_rebuild_without_its_lock_does_not_finish() {
        RedisSeatStore slow = storeThatWaits(aside(this::loseTheLockToARebuildAndASale));

        assertThatThrownBy(() -> service.bean(SeatLedger.class)
                        .inNextEpoch(
                                performance.id(),
                                epoch -> Mono.just(true),
                                opening -> slow.setUp(performance.id(), performance.hall(), opening))
                        .block(PATIENCE))
                .isInstanceOf(RuntimeException.class);

        assertThat(service.states(performance)).isEqualTo("1000");
    }

    @Test
    void a_rebuild_without_its_lock_does_not_disturb_one_that_is_under_way() {
        long before = epoch();
        EpochStart first = new EpochStart(before + 1, List.of(), SaleClock.NEVER_PAUSED, List.of());
        EpochStart second = new EpochStart(before + 2, List.of(), SaleClock.NEVER_PAUSED, List.of());
        RedisSeatStore slow = storeThatWaits(aside(() -> {
            assertThatThrownBy(() -> store.setUp(performance.id(), performance.hall(), first)
                            .block(PATIENCE))
                    .isInstanceOfSatisfying(
                            Superseded.class, e -> assertThat(e.epoch()).isEqualTo(before + 2));
            var filled = scripts.run(
                            RedisSeatStore.FILL_SEATS,
                            List.of(keys.owners(), keys.server()),
                            List.of(Long.toString(before + 1), "0", "hold"))
                    .block(PATIENCE);
            assertThat(Objects.requireNonNull(filled).name()).isEqualTo(RedisSeatStore.FillReply.SUPERSEDED);
        }));

        slow.setUp(performance.id(), performance.hall(), second).block(PATIENCE);

        assertThat(store.getEpoch(performance.id()).block(PATIENCE)).isEqualTo(before + 2);
        assertThat(scripts.commands().exists(keys.owners()).block(PATIENCE)).isZero();
        assertThat(scripts.commands().pttl(keys.states()).block(PATIENCE)).isEqualTo(-1); // it stays
    }

    @Test
    void a_postgres_that_was_set_back_is_rebuilt_all_the_same() {
        service.setUp(performance.id());
        service.sql("update performance set epoch = 0, epochs_taken = 0 where performance_id = '" + performance.id()
                + "' returning 1");

        service.loop("rebuildLoop").start();

        eventually(() -> {
            assertThat(epoch()).isGreaterThan(1);
            assertThat(store.getEpoch(performance.id()).block(PATIENCE)).isEqualTo(epoch());
        });
    }

    private void loseTheLockToARebuildAndASale() {
        service.sql("select pg_terminate_backend(pid) from pg_stat_activity"
                + " where datname = current_database() and state = 'idle in transaction' and pid <> pg_backend_pid()");
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            service.setUp(performance.id());
            assertThat(store.getEpoch(performance.id()).block(PATIENCE)).isEqualTo(epoch());
        });
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .untilAsserted(
                        () -> { // this node learns of the epoch within a moment
                            NewHold newHold = new NewHold(performance, aFan(), HoldId.nextFor(performance.id()));
                            var seat = Objects.requireNonNull(performance.hall().findSeat(new SeatId("A-1")));
                            assertThat(service.bean(SeatHolds.class)
                                            .hold(newHold, List.of(seat))
                                            .block(PATIENCE))
                                    .isInstanceOf(Held.class);
                        });
    }

    /** Like a JVM that is paused just before it opens the seats. */
    @SuppressWarnings("unchecked")
    private RedisSeatStore storeThatWaits(Mono<Void> meanwhile) {
        var bytes = service.bean("redisBytes", RedisClusterReactiveCommands.class);
        var slow = (RedisClusterReactiveCommands<String, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RedisClusterReactiveCommands.class},
                (proxy, method, arguments) -> {
                    try {
                        Object answer = method.invoke(bytes, arguments);
                        return method.getName().equals("set") ? meanwhile.then((Mono<String>) answer) : answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new RedisSeatStore(scripts, slow, service.bean(RunningClock.class), service.bean(SeatSlots.class));
    }

    /** On another thread, and outside the rebuild's transaction. */
    private static Mono<Void> aside(Runnable work) {
        return Mono.<Void>fromRunnable(work).subscribeOn(Schedulers.boundedElastic());
    }

    private void anotherServer() {
        scripts.commands().set(keys.server(), "0123456789abcdef").block(PATIENCE);
    }

    private long epoch() {
        return Long.parseLong(
                service.sql("select epoch from performance where performance_id = '" + performance.id() + "'")
                        .getFirst());
    }
}
