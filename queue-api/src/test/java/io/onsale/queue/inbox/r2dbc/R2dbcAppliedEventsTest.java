package io.onsale.queue.inbox.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.testing.PostgresServer;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.r2dbc.core.DatabaseClient;

class R2dbcAppliedEventsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @RegisterExtension
    static final PostgresServer postgres = new PostgresServer();

    @BeforeAll
    static void migrate() {
        Flyway.configure()
                .dataSource(postgres.jdbcUrl(), postgres.username(), postgres.password())
                .locations("classpath:db/queue")
                .schemas("queue")
                .load()
                .migrate();
    }

    private final DatabaseClient database =
            DatabaseClient.create(ConnectionFactories.get(ConnectionFactoryOptions.parse(postgres.r2dbcUrl())
                    .mutate()
                    .option(ConnectionFactoryOptions.USER, postgres.username())
                    .option(ConnectionFactoryOptions.PASSWORD, postgres.password())
                    .option(Option.valueOf("schema"), "queue")
                    .build()));

    @Test
    void the_oldest_go_first_and_no_more_than_asked_for() {
        database.sql("insert into inbox (consumer, event_id, applied_at) select 'c', 'old-' || n,"
                        + " now() - interval '31 days' + n * interval '1 second' from generate_series(1, 3) n"
                        + " union all select 'c', 'young', now() - interval '29 days'")
                .then()
                .block(TIMEOUT);
        R2dbcAppliedEvents events = new R2dbcAppliedEvents(database);
        Instant month = Instant.now().minus(Duration.ofDays(30));

        assertThat(events.deleteSome(month, 2).block(TIMEOUT)).isEqualTo(2);
        assertThat(remembered()).containsExactly("old-3", "young");
        assertThat(events.deleteSome(month, 2).block(TIMEOUT)).isEqualTo(1);
        assertThat(remembered()).containsExactly("young");
    }

    private List<String> remembered() {
        return Objects.requireNonNull(database.sql("select event_id from inbox order by applied_at")
                .map(row -> Objects.requireNonNull(row.get("event_id", String.class)))
                .all()
                .collectList()
                .block(TIMEOUT));
    }
}
