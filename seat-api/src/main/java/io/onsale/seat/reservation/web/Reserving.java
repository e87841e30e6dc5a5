package io.onsale.seat.reservation.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.reservation.Reconciler;
import io.onsale.seat.reservation.Reservations;
import io.onsale.seat.reservation.ReserveSeats;
import io.onsale.seat.reservation.ReservedHolds;
import io.onsale.seat.reservation.SettleReservations;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class Reserving {
    /** Doubts are rare and a fan's seats are safe meanwhile: one small script a performance every 2 s. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    @Bean
    ReserveSeats reserveSeats(
            Performances performances,
            ReservedHolds holds,
            Reservations reservations,
            SettleReservations settle,
            MeterRegistry meters) {
        return new ReserveSeats(performances, holds, reservations, settle, meters);
    }

    @Bean
    SettleReservations settleReservations(Reservations reservations, ReservedHolds holds) {
        return new SettleReservations(reservations, holds);
    }

    @Bean
    Reconciler reconciler(
            Performances performances, ReservedHolds holds, Reservations reservations, SettleReservations settle) {
        return new Reconciler(performances, holds, reservations, settle, PAUSE);
    }
}
