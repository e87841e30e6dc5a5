package io.onsale.seat.drift.redis;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.seat.drift.DriftAuditor;
import io.onsale.seat.drift.LedgerSeats;
import io.onsale.seat.drift.StoredSeats;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.reservation.Reconciler;
import io.onsale.seat.reservation.SettleReservations;
import io.onsale.seat.seat.SeatScripts;
import io.onsale.seat.seat.SeatSlots;
import io.onsale.service.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DriftSettings.class)
class DriftRedisWiring {
    /** With 1,000 seats per round: an arena of 30,000 in 15 s. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Far above what a round's statements may take. */
    private static final Duration ROUND_MAX = Duration.ofSeconds(30);

    @Bean
    StoredSeats storedSeats(SeatScripts scripts, SeatSlots slots) {
        return new RedisStoredSeats(scripts, slots);
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

    @Bean
    Loop driftLoop(DriftAuditor auditor) {
        return new Loop("Comparing seats", PAUSE, PAUSE, ROUND_MAX, Schedulers.parallel(), number -> auditor.round());
    }
}
