package io.onsale.seat.hold.redis;

import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.seat.SeatScripts;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HoldSettings.class)
class HoldRedisWiring {
    @Bean
    SeatHolds seatHolds(SeatScripts scripts, HoldSettings settings) {
        return new RedisSeatHolds(scripts, settings);
    }
}
