package io.onsale.seat.expiry.redis;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.seat.expiry.HoldSweeper;
import io.onsale.seat.expiry.LapsedHolds;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.seat.SeatScripts;
import io.onsale.seat.seat.SeatSlots;
import io.onsale.service.loop.Loop;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class ExpiryRedisWiring {
    /** How long the map may still show a hold that has lapsed. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Commands have time-outs of their own; a round that takes longer hangs. */
    private static final Duration ROUND_MAX = Duration.ofMinutes(1);

    @Bean
    LapsedHolds lapsedHolds(SeatScripts scripts, SeatSlots slots, MeterRegistry meters) {
        return new RedisLapsedHolds(scripts, slots, meters);
    }

    @Bean
    Loop holdSweeperLoop(LapsedHolds holds, Performances performances) {
        HoldSweeper sweeper = new HoldSweeper(holds, performances);
        return new Loop(
                "Ending lapsed holds", PAUSE, PAUSE, ROUND_MAX, Schedulers.parallel(), number -> sweeper.round());
    }
}
