package io.onsale.seat.plan.r2dbc;

import io.onsale.seat.plan.Performances;
import io.onsale.seat.plan.PublishedSales;
import io.onsale.service.inbox.Inbox;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class PlanR2dbcWiring {
    @Bean
    Performances performances(DatabaseClient database, Clock clock) {
        return new R2dbcPerformances(database, clock);
    }

    @Bean
    PublishedSales publishedSales(DatabaseClient database, Inbox inbox, Clock clock) {
        return new R2dbcPublishedSales(database, inbox, clock);
    }
}
