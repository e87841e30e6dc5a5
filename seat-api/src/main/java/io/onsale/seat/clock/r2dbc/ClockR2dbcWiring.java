package io.onsale.seat.clock.r2dbc;

import io.onsale.seat.clock.SaleClocks;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
class ClockR2dbcWiring {
    @Bean
    SaleClocks saleClocks(DatabaseClient database, TransactionalOperator transaction) {
        return new R2dbcSaleClocks(database, transaction);
    }
}
