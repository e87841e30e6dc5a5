package io.onsale.queue.audit.r2dbc;

import io.onsale.queue.audit.Turns;
import io.onsale.queue.audit.Untold;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
class AuditR2dbcWiring {
    @Bean
    Untold untold(DatabaseClient database) {
        return new R2dbcUntold(database);
    }

    @Bean
    Turns auditTurns(DatabaseClient database, TransactionalOperator transaction) {
        return new R2dbcTurns(database, transaction);
    }
}
