package io.onsale.seat.drift.r2dbc;

import io.onsale.seat.drift.LedgerSeats;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class DriftR2dbcWiring {
    @Bean
    LedgerSeats ledgerSeats(DatabaseClient database) {
        return new R2dbcLedgerSeats(database);
    }
}
