package io.onsale.seat.clock.redis;

import io.onsale.seat.clock.FollowPauses;
import io.onsale.seat.clock.RunningClock;
import io.onsale.seat.clock.SaleClocks;
import io.onsale.seat.seat.SeatSlots;
import io.onsale.service.redis.Scripts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ClockRedisWiring {
    @Bean
    RunningClock runningClock(Scripts scripts, SeatSlots slots) {
        return new RedisClock(scripts, slots);
    }

    @Bean
    FollowPauses followPauses(SaleClocks clocks, RunningClock running) {
        return new FollowPauses(clocks, running);
    }
}
