package io.onsale.seat.seat.r2dbc;

import io.onsale.seat.seat.Epochs;
import io.onsale.seat.seat.SeatSlots;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class SeatR2dbcWiring {
    @Bean
    Epochs epochs(DatabaseClient database) {
        return new R2dbcEpochs(database);
    }

    @Bean
    SeatSlots seatSlots(DatabaseClient database) {
        return new R2dbcSeatSlots(database);
    }
}
