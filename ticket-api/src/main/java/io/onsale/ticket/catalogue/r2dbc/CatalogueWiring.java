package io.onsale.ticket.catalogue.r2dbc;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.onsale.kernel.event.SeatingPlan;
import io.onsale.ticket.catalogue.Catalogue;
import io.onsale.ticket.catalogue.EditEvent;
import io.onsale.ticket.catalogue.Offers;
import io.onsale.ticket.catalogue.OpenVenue;
import io.onsale.ticket.catalogue.PublishEvent;
import io.onsale.ticket.catalogue.RevisePlan;
import io.onsale.ticket.catalogue.Shows;
import io.onsale.ticket.catalogue.Venues;
import io.onsale.ticket.outbox.Outbox;
import io.onsale.ticket.store.Atomic;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The catalogue: its tables and its use cases. */
@Configuration(proxyBeanMethods = false)
class CatalogueWiring {
    private static final int PLAN_THREADS = 1; // sellers may wait, fans may not
    private static final JsonInclude.Value PRESENT = // of a seat's members: there may be 120,000 seats
            JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS);
    private static final int PLANS_WAITING_MAX = 8; // each up to 16 MB of JSON in memory

    /** Reads and writes large plans, off the threads that serve requests. */
    @Bean(destroyMethod = "dispose")
    Scheduler planScheduler() {
        return Schedulers.newBoundedElastic(PLAN_THREADS, PLANS_WAITING_MAX, "plans");
    }

    @Bean
    OpenVenue openVenue(Venues venues) {
        return new OpenVenue(venues);
    }

    @Bean
    RevisePlan revisePlan(Venues venues, Atomic atomic) {
        return new RevisePlan(venues, atomic);
    }

    @Bean
    PublishEvent publishEvent(Venues venues, Catalogue catalogue, Outbox outbox, Atomic atomic, Clock clock) {
        return new PublishEvent(venues, catalogue, outbox, atomic, clock);
    }

    @Bean
    Offers offers(DatabaseClient database) {
        return new R2dbcOffers(database);
    }

    @Bean
    EditEvent editEvent(Catalogue catalogue, Outbox outbox, Atomic atomic, Clock clock) {
        return new EditEvent(catalogue, outbox, atomic, clock);
    }

    @Bean
    Shows shows(DatabaseClient database) {
        return new R2dbcShows(database);
    }

    @Bean
    Catalogue catalogue(DatabaseClient database, Clock clock) {
        return new R2dbcCatalogue(database, clock);
    }

    @Bean
    Venues venues(DatabaseClient database, Scheduler planScheduler, Clock clock) {
        JsonMapper stored = JsonMapper.builder() // plans stored by an older build may lack members or have others
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .withConfigOverride(SeatingPlan.Seat.class, seat -> seat.setInclude(PRESENT))
                .build();
        return new R2dbcVenues(database, stored, planScheduler, clock);
    }
}
