package io.onsale.seat.reservation.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.reservation.Reservations;
import io.onsale.seat.reservation.ReserveSeats;
import io.onsale.seat.reservation.ReservedHolds;
import io.onsale.seat.reservation.SettleReservations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReservationWebWiring {
    @Bean
    ReserveSeats reserveSeats(
            Performances performances,
            ReservedHolds holds,
            Reservations reservations,
            SettleReservations settle,
            MeterRegistry meters) {
        return new ReserveSeats(performances, holds, reservations, settle, meters);
    }
}
