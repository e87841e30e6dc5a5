package io.onsale.ticket.orders.r2dbc;

import io.onsale.ticket.orders.Orders;
import io.onsale.ticket.orders.ReadShare;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

/** Orders, and who may read how many of them at a time. */
@Configuration(proxyBeanMethods = false)
class OrderWiring {
    @Bean
    Orders orders(DatabaseClient database) {
        return new R2dbcOrders(database);
    }

    @Bean
    ReadShare orderReadShare() {
        return new ReadShare();
    }
}
