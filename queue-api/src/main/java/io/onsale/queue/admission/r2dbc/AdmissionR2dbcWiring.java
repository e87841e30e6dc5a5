package io.onsale.queue.admission.r2dbc;

import io.onsale.queue.admission.AdmissionLog;
import io.onsale.queue.admission.Insiders;
import io.onsale.queue.line.EndedPlaces;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;

@Configuration(proxyBeanMethods = false)
class AdmissionR2dbcWiring {
    @Bean
    AdmissionLog admissionLog(DatabaseClient database, TransactionalOperator transaction) {
        return new R2dbcAdmissionLog(database, transaction);
    }

    @Bean
    Insiders insiders(DatabaseClient database) {
        return new R2dbcInsiders(database);
    }

    @Bean
    EndedPlaces endedPlaces(DatabaseClient database) {
        return new R2dbcEndedPlaces(database);
    }
}
