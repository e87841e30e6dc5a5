package io.onsale.seat.plan.r2dbc;

import io.onsale.seat.plan.PublishedSales;
import io.onsale.service.inbox.Inbox;
import io.onsale.service.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class PlanR2dbcWiring {
    private static final Duration REVISED_EVERY = Duration.ofSeconds(1); // one small query per node

    @Bean
    R2dbcPerformances performances(DatabaseClient database, Clock clock) {
        return new R2dbcPerformances(database, clock);
    }

    /** Each node keeps performances in memory, and only one of them gets the message of a revision. */
    @Bean
    Loop revisedPerformancesLoop(R2dbcPerformances performances) {
        return new Loop(
                "Reading revised performances", REVISED_EVERY, Schedulers.parallel(), performances::forgetRevised);
    }

    @Bean
    PublishedSales publishedSales(
            DatabaseClient database, TransactionalOperator transaction, Inbox inbox, Clock clock) {
        return new R2dbcPublishedSales(database, transaction, inbox, clock);
    }
}
