package io.onsale.ticket.catalogue.web;

import io.onsale.ticket.catalogue.Catalogue;
import io.onsale.ticket.catalogue.OpenVenue;
import io.onsale.ticket.catalogue.PublishEvent;
import io.onsale.ticket.outbox.Outbox;
import io.onsale.ticket.store.Atomic;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class CatalogueWiring {
    private static final int PLAN_THREADS = 1; // sellers wait, fans do not
    private static final int PLANS_WAITING_MAX = 8; // each up to 16 MB of JSON in memory

    /** Where large plans are read and written, off the threads that serve requests. */
    @Bean(destroyMethod = "dispose")
    Scheduler planScheduler() {
        return Schedulers.newBoundedElastic(PLAN_THREADS, PLANS_WAITING_MAX, "plans");
    }

    @Bean
    OpenVenue openVenue(Catalogue catalogue) {
        return new OpenVenue(catalogue);
    }

    @Bean
    PublishEvent publishEvent(Catalogue catalogue, Outbox outbox, Atomic atomic, Clock clock) {
        return new PublishEvent(catalogue, outbox, atomic, clock);
    }
}
