package io.onsale.seat.hold.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.seat.hold.HoldSeats;
import io.onsale.seat.hold.Passes;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.map.SeatMaps;
import io.onsale.seat.plan.Performances;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class Holding {
    @Bean
    HoldSeats holdSeats(
            Performances performances, Passes passes, SeatHolds holds, SeatMaps maps, MeterRegistry meters) {
        return new HoldSeats(performances, passes, holds, maps, meters);
    }
}
