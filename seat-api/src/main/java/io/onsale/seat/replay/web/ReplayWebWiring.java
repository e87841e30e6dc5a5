package io.onsale.seat.replay.web;

import io.onsale.seat.history.SeatHistory;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.replay.ReplaySale;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReplayWebWiring {
    @Bean
    ReplaySale replaySale(Performances performances, SeatHistory history, Clock clock) {
        return new ReplaySale(performances, history, clock);
    }
}
