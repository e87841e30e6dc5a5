package io.onsale.ticket.orders.web;

import io.onsale.ticket.orders.Orders;
import io.onsale.ticket.orders.ReadShare;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OrderWebWiring {
    /** With a share of its own: pages that are read do not hold up the streams. */
    @Bean
    OrderStreams orderStreams(Orders orders) {
        return new OrderStreams(orders, new ReadShare());
    }
}
