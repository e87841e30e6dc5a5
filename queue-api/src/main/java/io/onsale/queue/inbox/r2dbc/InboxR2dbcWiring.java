package io.onsale.queue.inbox.r2dbc;

import io.onsale.queue.inbox.AppliedEvents;
import io.onsale.queue.inbox.InboxTidying;
import io.onsale.service.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class InboxR2dbcWiring {
    /** No request waits for it. */
    private static final Duration TIDY_EVERY = Duration.ofMinutes(10);

    @Bean
    AppliedEvents appliedEvents(DatabaseClient database) {
        return new R2dbcAppliedEvents(database);
    }

    @Bean
    InboxTidying inboxTidying(AppliedEvents events, Clock clock) {
        return new InboxTidying(events, clock);
    }

    @Bean
    Loop inboxTidyingLoop(InboxTidying tidying) {
        return new Loop("Tidying the inbox", TIDY_EVERY, Schedulers.parallel(), tidying::round);
    }
}
