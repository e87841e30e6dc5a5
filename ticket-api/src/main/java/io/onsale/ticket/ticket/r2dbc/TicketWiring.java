package io.onsale.ticket.ticket.r2dbc;

import io.onsale.ticket.ticket.Tickets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class TicketWiring {
    @Bean
    Tickets tickets(DatabaseClient database) {
        return new R2dbcTickets(database);
    }
}
