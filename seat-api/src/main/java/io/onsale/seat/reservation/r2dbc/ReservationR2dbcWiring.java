package io.onsale.seat.reservation.r2dbc;

import io.onsale.seat.reservation.Reservations;
import io.onsale.service.inbox.Inbox;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
class ReservationR2dbcWiring {
    @Bean
    Reservations reservations(DatabaseClient database, TransactionalOperator transaction, Inbox inbox, Clock clock) {
        return new R2dbcReservations(database, transaction, inbox, clock);
    }
}
