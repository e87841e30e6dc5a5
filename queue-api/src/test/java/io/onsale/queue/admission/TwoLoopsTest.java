package io.onsale.queue.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lettuce.core.Range;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.testing.RedisServer;
import io.onsale.queue.line.Ending;
import io.onsale.queue.line.LineKeys;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.pass.Claims;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.testing.LineOnRedis;
import io.onsale.service.loop.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Two nodes tick the same sale as fast as they can while fans join, claim and leave: nobody is admitted beyond the capacity or out of
 * order.
 */
class TwoLoopsTest {
    private static final int CAPACITY = 7;
    private static final int FANS = 400;

    @RegisterExtension
    static final RedisServer server = new RedisServer();

    @Test
    void capacity_and_order_hold_with_two_nodes_ticking_at_once() {
        try (LineOnRedis one = new LineOnRedis(server.url(), 50);
                LineOnRedis two = new LineOnRedis(server.url(), 50)) {
            SalePolicy policy = one.open(CAPACITY, 10_000);
            Loop first = loop(one, policy);
            Loop second = loop(two, policy);
            first.start();
            second.start();
            try {
                Flux.range(0, FANS)
                        .flatMap(i -> walk(i % 2 == 0 ? one : two, policy, new FanId("fan-" + i)), 100)
                        .blockLast(Duration.ofSeconds(60));
            } finally {
                first.stop();
                second.stop();
            }
            check(one, policy);
        }
    }

    private static Loop loop(LineOnRedis node, SalePolicy policy) {
        Admissions admissions = new Admissions(
                node.bean(Gate.class),
                node.bean(LineControl.class),
                node.bean(Insiders.class),
                new SimpleMeterRegistry());
        return Loop.forEach(
                "Admission",
                Duration.ofMillis(2),
                Schedulers.parallel(),
                () -> List.of(policy),
                SalePolicy::sale,
                admissions::tick);
    }

    /** Joins, polls until called, claims, and ends the place by buying or leaving. */
    private static Mono<Void> walk(LineOnRedis node, SalePolicy policy, FanId fan) {
        WaitingLine line = node.bean(WaitingLine.class);
        Ending ending = fan.value().hashCode() % 3 == 0 ? Ending.LEFT : Ending.SERVED;
        return line.join(policy.sale(), fan, WaitingLine.NO_KEY)
                .thenMany(line.find(policy.sale(), fan).repeatWhen(again -> again.delayElements(Duration.ofMillis(3))))
                .filter(found -> found instanceof io.onsale.queue.line.FindOutcome.Found place
                        && place.place().state() == PlaceState.READY)
                .next()
                .then(node.bean(Claims.class).claim(policy.sale(), fan, "pass"))
                .then(line.end(policy.sale(), fan, ending))
                .then();
    }

    private static void check(LineOnRedis node, SalePolicy policy) {
        await().untilAsserted(() -> assertThat(node.places(policy.sale())).hasSize(FANS));
        int inside = 0;
        int most = 0;
        List<Long> called = new ArrayList<>();
        for (var entry : node.redis().xrange(LineKeys.of(policy.sale()).log(), Range.unbounded())) {
            switch (Objects.requireNonNull(entry.getBody().get("k"))) {
                case "READY" -> {
                    inside++;
                    called.add(Long.parseLong(entry.getBody().getOrDefault("n", "0")));
                }
                case "ENDED" -> inside--;
                default -> {}
            }
            most = Math.max(most, inside);
        }
        assertThat(most).isEqualTo(CAPACITY); // never exceeded, and all slots were used
        assertThat(inside).isZero();
        assertThat(called).hasSize(FANS).isSorted().doesNotHaveDuplicates();
    }
}
