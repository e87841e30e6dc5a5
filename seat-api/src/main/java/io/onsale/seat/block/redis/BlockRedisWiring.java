package io.onsale.seat.block.redis;

import io.onsale.seat.block.BlockedSeats;
import io.onsale.seat.seat.SeatScripts;
import io.onsale.seat.seat.SeatSlots;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BlockRedisWiring {
    @Bean
    BlockedSeats blockedSeats(SeatScripts scripts, SeatSlots slots) {
        return new RedisBlockedSeats(scripts, slots);
    }
}
