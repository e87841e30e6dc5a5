package io.onsale.ticket.payment.r2dbc;

import io.onsale.ticket.payment.Payments;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class PaymentStore {
    @Bean
    Payments payments(DatabaseClient database) {
        return new PaymentTables(database);
    }
}
