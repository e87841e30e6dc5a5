package io.onsale.service.inbox;

import io.onsale.service.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.scheduler.Schedulers;

/** Import this for an {@link Inbox} whose old rows are removed. */
@Configuration(proxyBeanMethods = false)
public class InboxEdge {
    /** Nobody waits for it. */
    private static final Duration TIDY_EVERY = Duration.ofMinutes(10);

    /** Far above what the deletions of a round take. */
    private static final Duration ROUND_MAX = Duration.ofMinutes(5);

    @Bean
    Inbox inbox(DatabaseClient database, TransactionalOperator transaction, Clock clock) {
        return new Inbox(database, transaction, clock);
    }

    @Bean
    Loop inboxTidyingLoop(Inbox inbox, Clock clock) {
        InboxTidying tidying = new InboxTidying(inbox, clock);
        return new Loop(
                "Tidying the inbox",
                TIDY_EVERY,
                TIDY_EVERY,
                ROUND_MAX,
                Schedulers.parallel(),
                number -> tidying.round());
    }
}
