package io.onsale.ticket.session.r2dbc;

import io.onsale.service.loop.Loop;
import io.onsale.ticket.session.Handovers;
import io.onsale.ticket.session.Sessions;
import io.onsale.ticket.store.Atomic;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class SessionWiring {
    private static final int FORGET_BATCH = 1_000; // rows in one short transaction
    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    @Bean
    Sessions sessions(DatabaseClient database, Atomic atomic) {
        return new R2dbcSessions(database, atomic);
    }

    @Bean
    Handovers handovers(DatabaseClient database) {
        return new R2dbcHandovers(database);
    }

    @Bean
    Loop sessionTidying(Sessions sessions) {
        return Loop.batches(
                "Deleting expired sessions",
                FORGET_EVERY,
                Schedulers.parallel(),
                () -> sessions.forgetExpired(FORGET_BATCH));
    }
}
