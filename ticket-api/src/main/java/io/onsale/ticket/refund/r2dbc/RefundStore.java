package io.onsale.ticket.refund.r2dbc;

import io.onsale.ticket.refund.Refunds;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class RefundStore {
    @Bean
    Refunds refunds(DatabaseClient database) {
        return new RefundTables(database);
    }
}
