package io.onsale.seat.drift.redis;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.seat.drift.DriftAuditor;
import io.onsale.seat.drift.LedgerSeats;
import io.onsale.seat.drift.StoredSeats;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.reservation.Reconciler;
import io.onsale.seat.reservation.SettleReservations;
import io.onsale.seat.seat.SeatScripts;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DriftSettings.class)
class SeatAuditing {
    @Bean
    StoredSeats storedSeats(SeatScripts scripts) {
        return new RedisStoredSeats(scripts);
    }

    @Bean
    DriftAuditor driftAuditor(
            Performances performances,
            LedgerSeats ledger,
            StoredSeats stored,
            SettleReservations settle,
            Reconciler reconciler,
            Clock clock,
            DriftSettings settings,
            MeterRegistry meters) {
        return DriftAuditor.of(performances, ledger, stored, settle, reconciler, clock, settings.grace(), meters);
    }
}
