package io.onsale.seat.reservation.redis;

import io.onsale.seat.plan.Performances;
import io.onsale.seat.reservation.Reconciler;
import io.onsale.seat.reservation.Reservations;
import io.onsale.seat.reservation.ReservedHolds;
import io.onsale.seat.reservation.SettleReservations;
import io.onsale.seat.seat.SeatScripts;
import io.onsale.seat.seat.SeatSlots;
import io.onsale.service.loop.Loop;
import io.onsale.service.redis.Scripts;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReservationSettings.class)
class ReservationRedisWiring {
    /** Doubts are rare and a fan's seats are safe meanwhile: one small script per performance every 2 s. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Most commands and statements have a time-out of their own; a round that takes longer hangs. */
    private static final Duration ROUND_MAX = Duration.ofMinutes(1);

    @Bean
    ReservedHolds reservedHolds(SeatScripts scripts, Scripts redis, SeatSlots slots, ReservationSettings settings) {
        return new RedisReservedHolds(scripts, redis, slots, settings.doubtAfter());
    }

    @Bean
    SettleReservations settleReservations(Reservations reservations, ReservedHolds holds) {
        return new SettleReservations(reservations, holds);
    }

    @Bean
    Reconciler reconciler(
            Performances performances, ReservedHolds holds, Reservations reservations, SettleReservations settle) {
        return new Reconciler(performances, holds, reservations, settle);
    }

    @Bean
    Loop reconcilerLoop(Reconciler reconciler) {
        return new Loop("Reconciling", PAUSE, PAUSE, ROUND_MAX, Schedulers.parallel(), number -> reconciler.round());
    }
}
