package io.onsale.seat.inbox.r2dbc;

import io.onsale.seat.inbox.AppliedEvents;
import io.onsale.seat.inbox.InboxTidying;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;

@Configuration(proxyBeanMethods = false)
class InboxR2dbcWiring {
    @Bean
    AppliedEvents appliedEvents(DatabaseClient database) {
        return new R2dbcAppliedEvents(database);
    }

    @Bean
    InboxTidying inboxTidying(AppliedEvents events, Clock clock) {
        return new InboxTidying(events, clock);
    }
}
