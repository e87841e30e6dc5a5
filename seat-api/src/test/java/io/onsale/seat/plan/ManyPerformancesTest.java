package io.onsale.seat.plan;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.redis.Scripts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The loops visit every current performance, also the last of more than a thousand. */
class ManyPerformancesTest {
    private static final int OTHERS = 1_200;

    @RegisterExtension
    static final SeatService service = new SeatService();

    /** Meanwhile the seats of all the others are set up as well. */
    private static final Duration A_WHILE = PATIENCE.multipliedBy(6);

    private final Performance last =
            service.publish(aSale().withRow("A", 2).startingAt(Instant.parse("2090-01-01T19:00:00Z")));
    private final SeatKeys keys = SeatKeys.of(last.sale(), last.id());

    /** Many of them start at the same time. */
    @BeforeEach
    void publish_others() {
        service.sql("insert into performance (performance_id, sale_id, event_id, plan_id, starts_at, max_seats_per_fan,"
                + " created_at) select 'many-' || n, sale_id, event_id, plan_id, timestamptz '2060-01-01' + n % 3 * interval"
                + " '1 day', 4, now() from performance, generate_series(1, " + OTHERS + ") n where performance_id = '"
                + last.id() + "'");
    }

    @AfterEach
    void withdraw_them() {
        service.sql("delete from performance where performance_id like 'many-%'");
    }

    @Test
    void all_are_current_and_each_once() {
        List<PerformanceId> current = Objects.requireNonNull(
                service.bean(Performances.class).current().collectList().block(PATIENCE));

        assertThat(current).doesNotHaveDuplicates().hasSizeGreaterThan(OTHERS).contains(last.id());
        assertThat(current.stream().filter(id -> id.value().startsWith("many-")))
                .hasSize(OTHERS);
    }

    @Test
    void the_last_one_is_swept_reconciled_and_rebuilt() {
        NewHold newHold = new NewHold(last, aFan(), HoldId.nextFor(last.id()));
        var outcome = service.bean(SeatHolds.class)
                .hold(newHold, List.of(last.hall().seat(0)))
                .block(PATIENCE);
        service.lapse(((Held) Objects.requireNonNull(outcome)).hold().id());
        await().atMost(A_WHILE)
                .untilAsserted(() -> assertThat(service.states(last)).isEqualTo("00"));

        var redis = service.bean(Scripts.class).commands();
        redis.zadd(keys.reserving(), 1, "nobodys").block(PATIENCE);
        await().atMost(A_WHILE)
                .untilAsserted(() -> assertThat(
                                redis.zscore(keys.reserving(), "nobodys").block(PATIENCE))
                        .isNull());

        redis.unlink(keys.states()).block(PATIENCE);
        await().atMost(A_WHILE)
                .untilAsserted(() -> assertThat(service.states(last)).isEqualTo("00"));
    }
}
