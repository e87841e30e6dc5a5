package io.onsale.seat.hold.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.seat.hold.HoldSeats;
import io.onsale.seat.hold.Passes;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.map.SeatMaps;
import io.onsale.seat.plan.Performances;
import io.onsale.service.limit.CallerLimit;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({HoldLimitSettings.class, HoldRuleSettings.class})
class HoldWebWiring {
    @Bean
    CallerLimit holdLimit(HoldLimitSettings settings, MeterRegistry meters) {
        Counter refused = Counter.builder("onsale.seat.holds.refused")
                .description("Requests for holds beyond their fan's rate")
                .register(meters);
        return new CallerLimit(settings.rate(), System::nanoTime, refused);
    }

    @Bean
    HoldSeats holdSeats(
            Performances performances,
            Passes passes,
            SeatHolds holds,
            SeatMaps maps,
            HoldRuleSettings rules,
            MeterRegistry meters,
            Clock clock) {
        return new HoldSeats(performances, passes, holds, maps, rules.mayLeaveSingle(), meters, clock);
    }
}
