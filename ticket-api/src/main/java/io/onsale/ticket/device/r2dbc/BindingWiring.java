package io.onsale.ticket.device.r2dbc;

import io.onsale.ticket.code.TicketCodes;
import io.onsale.ticket.device.BindTicket;
import io.onsale.ticket.device.Bindings;
import io.onsale.ticket.store.Atomic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class BindingWiring {
    @Bean
    Bindings bindings(DatabaseClient database) {
        return new R2dbcBindings(database);
    }

    @Bean
    BindTicket bindTicket(Bindings bindings, TicketCodes codes, Atomic atomic) {
        return new BindTicket(bindings, codes, atomic);
    }
}
