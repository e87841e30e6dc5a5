package io.onsale.seat.rebuild.redis;

import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.onsale.seat.clock.RunningClock;
import io.onsale.seat.rebuild.SeatStore;
import io.onsale.seat.seat.SeatSlots;
import io.onsale.service.redis.Scripts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RebuildRedisWiring {
    @Bean
    SeatStore seatStore(
            Scripts scripts,
            RedisClusterReactiveCommands<String, byte[]> redisBytes,
            RunningClock clock,
            SeatSlots slots) {
        return new RedisSeatStore(scripts, redisBytes, clock, slots);
    }
}
