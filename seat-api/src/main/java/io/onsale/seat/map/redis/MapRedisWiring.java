package io.onsale.seat.map.redis;

import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.seat.map.SeatFeed;
import io.onsale.seat.map.SeatMapLoop;
import io.onsale.seat.seat.Epochs;
import io.onsale.seat.seat.Rebuilds;
import io.onsale.seat.seat.SeatSlots;
import io.onsale.service.redis.Scripts;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MapRedisWiring {
    @Bean
    SeatFeed seatFeed(Scripts scripts, RedisClusterReactiveCommands<String, byte[]> redisBytes, SeatSlots slots) {
        return new RedisSeatFeed(scripts.commands(), redisBytes, slots);
    }

    @Bean
    SeatMapLoop seatMapLoop(SeatFeed feed, Epochs epochs, Rebuilds rebuilds, Clock clock, MeterRegistry meters) {
        return new SeatMapLoop(feed, epochs, rebuilds, clock, meters);
    }
}
