package io.onsale.ticket.catalogue.r2dbc;

import io.onsale.ticket.catalogue.Catalogue;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Scheduler;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class CatalogueStore {
    @Bean
    Catalogue catalogue(DatabaseClient database, Scheduler planScheduler, Clock clock) {
        JsonMapper stored = JsonMapper.builder() // plans of an older build may lack or have members
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        return new CatalogueTables(database, stored, planScheduler, clock);
    }
}
