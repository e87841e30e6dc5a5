package io.onsale.seat.reservation.redis;

import io.onsale.seat.reservation.ReservedHolds;
import io.onsale.seat.seat.SeatScripts;
import io.onsale.service.redis.Scripts;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReservationSettings.class)
class ReservationScripts {
    @Bean
    ReservedHolds reservedHolds(SeatScripts scripts, Scripts redis, ReservationSettings settings) {
        return new RedisReservedHolds(scripts, redis, settings.doubtAfter());
    }
}
