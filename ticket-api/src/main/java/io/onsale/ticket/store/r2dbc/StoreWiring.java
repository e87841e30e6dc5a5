package io.onsale.ticket.store.r2dbc;

import io.onsale.ticket.store.Atomic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

@Configuration(proxyBeanMethods = false)
class StoreWiring {
    @Bean
    Atomic atomic(ReactiveTransactionManager transactions) {
        TransactionalOperator operator = TransactionalOperator.create(transactions);
        return new Atomic() {
            @Override
            public <T> Mono<T> atomically(Mono<T> work) {
                return work.as(operator::transactional);
            }
        };
    }
}
