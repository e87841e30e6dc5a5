package io.onsale.seat.hold.redis;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.seat.hold.Hold;
import io.onsale.seat.hold.HoldOutcome;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.HoldOutcome.Taken;
import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.hold.SeatHoldsContract;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.seat.Epochs;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.seat.SeatScripts;
import io.onsale.seat.testing.Cable;
import io.onsale.seat.testing.SaleBuilder;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.redis.Scripts;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The contract on a real Redis; also on one that has lost its scripts or is unavailable. */
class RedisSeatHoldsTest extends SeatHoldsContract {
    private static final int KEYS_OF_A_FAN_MAX = 64; // in both scripts

    @RegisterExtension
    static final SeatService service = new SeatService();

    @BeforeAll
    static void nobodySweeps() {
        service.loop("holdSweeperLoop").stop(); // lapsed holds stay until a fan wants their seats
    }

    @AfterAll
    static void sweepAgain() {
        service.loop("holdSweeperLoop").start();
    }

    @Override
    protected SeatHolds holds() {
        return service.bean(SeatHolds.class);
    }

    @Override
    protected Performance publish(SaleBuilder sale) {
        return service.publish(sale);
    }

    @Override
    protected void lapse(HoldId hold) {
        service.lapse(hold);
    }

    @Test
    void a_redis_that_forgot_its_scripts_is_taught_them_again() {
        Performance performance = publish(aSale().withRow("A", 2));
        service.bean(Scripts.class).commands().scriptFlush().block(PATIENCE);

        assertThat(holds().hold(newHold(performance), List.of(performance.hall().seat(0)))
                        .block(PATIENCE))
                .isInstanceOf(Held.class);
    }

    @Test
    void keys_are_kept_for_a_day_and_the_newest_of_a_fan_only() {
        Performance performance = publish(aSale().withRow("A", 1));
        FanId fan = aFan();
        for (int key = 0; key < KEYS_OF_A_FAN_MAX + 1; key++) {
            NewHold newHold =
                    new NewHold(performance, fan, HoldId.nextFor(performance.id()), Integer.toHexString(key), "d1");
            Hold hold = ((Held) Objects.requireNonNull(
                            holds().hold(newHold, List.of(performance.hall().seat(0)))
                                    .block(PATIENCE)))
                    .hold();
            holds().release(performance, hold.id(), fan).block(PATIENCE);
        }

        var redis = service.bean(Scripts.class).commands();
        String name = SeatKeys.keysOf(performance.sale(), performance.id(), fan);
        assertThat(Objects.requireNonNull(redis.get(name).block(PATIENCE)).split(" "))
                .hasSize(KEYS_OF_A_FAN_MAX);
        assertThat(redis.get(name).block(PATIENCE)).startsWith("40:d1:").doesNotContain(" 0:d1:");
        assertThat(redis.pttl(name).block(PATIENCE))
                .isBetween(Duration.ofHours(23).toMillis(), Duration.ofHours(24).toMillis());
    }

    @Test
    void refusals_do_not_push_out_the_holds_that_a_key_knows() {
        Performance performance = publish(aSale().withRow("A", 2));
        FanId fan = aFan();
        Hold first = ((Held) keyed(performance, fan, "ff", 0)).hold();

        for (int key = 0; key < KEYS_OF_A_FAN_MAX + 5; key++) {
            assertThat(keyed(performance, fan, Integer.toHexString(key), 0)).isInstanceOf(Taken.class);
        }

        assertThat(((Held) keyed(performance, fan, "ff", 0)).hold()).isEqualTo(first);
        String kept = service.bean(Scripts.class)
                .commands()
                .get(SeatKeys.keysOf(performance.sale(), performance.id(), fan))
                .block(PATIENCE);
        assertThat(Objects.requireNonNull(kept).split(" ")).hasSize(KEYS_OF_A_FAN_MAX + 1);
    }

    @Test
    void duplicates_side_by_side_have_one_effect_and_one_answer() {
        Performance performance = publish(aSale().withRow("A", 40));
        FanId fan = aFan();

        List<HoldOutcome> outcomes = Flux.range(0, 40)
                .flatMap(i -> holds().holdBest(
                                new NewHold(performance, fan, HoldId.nextFor(performance.id()), "a1", "d1"),
                                1,
                                performance.hall().ranked(),
                                true))
                .collectList()
                .block(PATIENCE);

        assertThat(new HashSet<>(Objects.requireNonNull(outcomes))).hasSize(1);
        assertThat(service.states(performance)).containsOnlyOnce("1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_lapsed_hold_leaves_nothing_behind_when_another_fan_takes_its_seats(boolean isBest) {
        Performance performance = publish(aSale().withRow("A", 4));
        FanId ann = aFan();
        Hold lapsed = ((Held) keyed(performance, ann, "a1", 0)).hold();
        Hold live = ((Held) keyed(performance, ann, "a2", 3)).hold();
        lapse(lapsed.id());

        Mono<HoldOutcome> next = isBest
                ? holds().holdBest(newHold(performance), 1, performance.hall().ranked(), true)
                : holds().hold(newHold(performance), List.of(performance.hall().seat(0)));
        assertThat(next.block(PATIENCE)).isInstanceOf(Held.class);

        SeatKeys keys = SeatKeys.of(performance.sale(), performance.id());
        var redis = service.bean(Scripts.class).commands();
        assertThat(redis.hget(keys.fans(), ann.value()).block(PATIENCE))
                .doesNotContain(lapsed.id().random())
                .contains(live.id().random());
        assertThat(redis.hexists(keys.holds(), lapsed.id().random()).block(PATIENCE))
                .isFalse();
        assertThat(redis.zscore(keys.expiry(), lapsed.id().random()).block(PATIENCE))
                .isNull();
        assertThat(redis.hvals(keys.owners()).collectList().block(PATIENCE))
                .doesNotContain(lapsed.id().random());
    }

    @Test
    void a_fan_of_whom_only_lapsed_holds_were_left_is_forgotten() {
        Performance performance = publish(aSale().withRow("A", 4));
        FanId ann = aFan();
        lapse(((Held) keyed(performance, ann, "a1", 0)).hold().id());

        holds().hold(newHold(performance), List.of(performance.hall().seat(0))).block(PATIENCE);

        var redis = service.bean(Scripts.class).commands();
        assertThat(redis.hexists(
                                SeatKeys.of(performance.sale(), performance.id())
                                        .fans(),
                                ann.value())
                        .block(PATIENCE))
                .isFalse();
    }

    private HoldOutcome keyed(Performance performance, FanId fan, String key, int seat) {
        NewHold newHold = new NewHold(performance, fan, HoldId.nextFor(performance.id()), key, "d1");
        return Objects.requireNonNull(
                holds().hold(newHold, List.of(performance.hall().seat(seat))).block(PATIENCE));
    }

    @Test
    void without_redis_nobody_is_told_that_seats_are_taken() {
        Performance performance = publish(aSale().withRow("A", 2));
        try (Cable cable = new Cable(service.redis().host(), service.redis().port())) {
            RedisClient client = RedisClient.create();
            RedisURI uri = RedisURI.builder()
                    .withHost("127.0.0.1")
                    .withPort(cable.port())
                    .withDatabase(service.redis().database())
                    .withTimeout(Duration.ofMillis(500))
                    .build();
            SeatHolds holds = holdsOver(client, uri);
            assertThat(holds.hold(
                                    newHold(performance),
                                    List.of(performance.hall().seat(0)))
                            .block(PATIENCE))
                    .isInstanceOf(Held.class);

            cable.cut();

            StepVerifier.create(holds.hold(
                            newHold(performance), List.of(performance.hall().seat(1))))
                    .expectError(Unavailable.class)
                    .verify(PATIENCE);
            client.shutdown(Duration.ZERO, Duration.ZERO);
        }
        assertThat(service.states(performance)).isEqualTo("10");
    }

    private static SeatHolds holdsOver(RedisClient client, RedisURI uri) {
        client.setOptions(io.lettuce.core.ClientOptions.builder()
                .disconnectedBehavior(io.lettuce.core.ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(io.lettuce.core.TimeoutOptions.enabled())
                .build());
        Scripts scripts = new Scripts(client.connect(uri).reactive());
        SeatScripts seatScripts = new SeatScripts(scripts, service.bean(Epochs.class), performance -> {});
        return new RedisSeatHolds(seatScripts, new HoldSettings(Duration.ofMinutes(8), Duration.ofMinutes(1), 4));
    }

    private static NewHold newHold(Performance performance) {
        return new NewHold(performance, aFan(), HoldId.nextFor(performance.id()));
    }
}
