package io.onsale.queue.audit.r2dbc;

import io.onsale.queue.audit.SaleLocks;
import io.onsale.queue.audit.UnpublishedAudit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
class AuditR2dbcWiring {
    @Bean
    UnpublishedAudit unpublishedAudit(DatabaseClient database) {
        return new R2dbcUnpublishedAudit(database);
    }

    @Bean
    SaleLocks saleLocks(DatabaseClient database, TransactionalOperator transaction) {
        return new R2dbcSaleLocks(database, transaction);
    }
}
