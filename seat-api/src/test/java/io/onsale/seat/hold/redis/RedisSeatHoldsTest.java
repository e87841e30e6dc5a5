package io.onsale.seat.hold.redis;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.seat.expiry.HoldSweeper;
import io.onsale.seat.hold.Hold;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.hold.SeatHolds.Claim;
import io.onsale.seat.hold.SeatHoldsContract;
import io.onsale.seat.map.SeatKeys;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.rebuild.SeatLedger;
import io.onsale.seat.rebuild.SeatScripts;
import io.onsale.seat.testing.Cable;
import io.onsale.seat.testing.SaleBuilder;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.redis.Scripts;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.test.StepVerifier;

/** The contract on a real Redis; and Redis without its scripts, and away. */
class RedisSeatHoldsTest extends SeatHoldsContract {
    private static final int KEYS_OF_A_FAN_MAX = 64; // in both scripts

    @RegisterExtension
    static final SeatService service = new SeatService();

    @BeforeAll
    static void nobodySweeps() {
        service.bean(HoldSweeper.class).stop(); // lapsed holds stay until somebody wants their seats
    }

    @AfterAll
    static void sweepAgain() {
        service.bean(HoldSweeper.class).start();
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

        assertThat(holds().hold(claim(performance), List.of(performance.hall().seat(0)))
                        .block(PATIENCE))
                .isInstanceOf(Held.class);
    }

    @Test
    void keys_are_kept_for_a_day_and_the_newest_of_a_fan_only() {
        Performance performance = publish(aSale().withRow("A", 1));
        FanId fan = aFan();
        for (int key = 0; key < KEYS_OF_A_FAN_MAX + 1; key++) {
            Claim claim = new Claim(performance, fan, HoldId.nextFor(performance.id()), Integer.toHexString(key), "d1");
            Hold hold = ((Held) Objects.requireNonNull(
                            holds().hold(claim, List.of(performance.hall().seat(0)))
                                    .block(PATIENCE)))
                    .hold();
            holds().release(performance, hold.id(), fan).block(PATIENCE);
        }

        var redis = service.bean(Scripts.class).commands();
        String name = SeatKeys.keysOf(performance.id(), fan);
        assertThat(Objects.requireNonNull(redis.get(name).block(PATIENCE)).split(" "))
                .hasSize(KEYS_OF_A_FAN_MAX);
        assertThat(redis.get(name).block(PATIENCE)).startsWith("40:d1:").doesNotContain(" 0:d1:");
        assertThat(redis.pttl(name).block(PATIENCE))
                .isBetween(Duration.ofHours(23).toMillis(), Duration.ofHours(24).toMillis());
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
            assertThat(holds.hold(claim(performance), List.of(performance.hall().seat(0)))
                            .block(PATIENCE))
                    .isInstanceOf(Held.class);

            cable.cut();

            StepVerifier.create(holds.hold(
                            claim(performance), List.of(performance.hall().seat(1))))
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
        SeatScripts seatScripts = new SeatScripts(scripts, service.bean(SeatLedger.class), performance -> {});
        return new RedisSeatHolds(seatScripts, Duration.ofMinutes(8));
    }

    private static Claim claim(Performance performance) {
        return new Claim(performance, aFan(), HoldId.nextFor(performance.id()));
    }
}
