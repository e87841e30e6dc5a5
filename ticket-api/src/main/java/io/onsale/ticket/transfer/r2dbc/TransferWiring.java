package io.onsale.ticket.transfer.r2dbc;

import io.onsale.ticket.store.Atomic;
import io.onsale.ticket.transfer.PassOnTicket;
import io.onsale.ticket.transfer.Transfers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class TransferWiring {
    @Bean
    Transfers transfers(DatabaseClient database) {
        return new R2dbcTransfers(database);
    }

    @Bean
    PassOnTicket passOnTicket(Transfers transfers, Atomic atomic) {
        return new PassOnTicket(transfers, atomic);
    }
}
