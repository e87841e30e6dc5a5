package io.onsale.ticket.issue.r2dbc;

import io.onsale.ticket.issue.Tickets;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class TicketStore {
    @Bean
    Tickets tickets(DatabaseClient database) {
        return new TicketTable(database);
    }
}
