package io.onsale.seat.expiry.redis;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.seat.expiry.HoldSweeper;
import io.onsale.seat.expiry.LapsedHolds;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.seat.SeatScripts;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class Sweeping {
    /** How much later than the truth the map may show a lapsed hold. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    @Bean
    LapsedHolds lapsedHolds(SeatScripts scripts, MeterRegistry meters) {
        return new RedisLapsedHolds(scripts, meters);
    }

    @Bean
    HoldSweeper holdSweeper(LapsedHolds holds, Performances performances) {
        return new HoldSweeper(holds, performances, PAUSE, Schedulers.parallel());
    }
}
