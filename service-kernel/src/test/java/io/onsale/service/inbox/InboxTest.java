package io.onsale.service.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.testing.PostgresServer;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** One connection is all there is: whoever keeps it while it waits for something else stops the others. */
class InboxTest {
    @RegisterExtension
    static final PostgresServer POSTGRES = new PostgresServer();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static ConnectionPool pool;
    private static DatabaseClient database;
    private static Inbox inbox;

    private final AtomicInteger effects = new AtomicInteger();

    @BeforeAll
    static void connect() {
        ConnectionFactory factory = ConnectionFactories.get(ConnectionFactoryOptions.parse(POSTGRES.r2dbcUrl())
                .mutate()
                .option(ConnectionFactoryOptions.USER, POSTGRES.username())
                .option(ConnectionFactoryOptions.PASSWORD, POSTGRES.password())
                .build());
        DatabaseClient.create(factory) // on this thread, which may read Netty's native library
                .sql(
                        "create table inbox (consumer text, event_id text, applied_at timestamptz, primary key (consumer, event_id))")
                .then()
                .block(PATIENCE);
        pool = new ConnectionPool(ConnectionPoolConfiguration.builder(factory)
                .maxSize(1)
                .initialSize(1)
                .maxAcquireTime(Duration.ofSeconds(5))
                .build());
        database = DatabaseClient.create(pool);
        inbox = new Inbox(database, TransactionalOperator.create(new R2dbcTransactionManager(pool)), Clock.systemUTC());
    }

    @AfterAll
    static void disconnect() {
        pool.dispose();
    }

    @Test
    void an_effect_elsewhere_keeps_no_connection_while_it_waits() {
        Sinks.Empty<Void> redis = Sinks.empty();

        StepVerifier.create(inbox.onceOrAgain("c", "slow", redis.asMono()))
                .then(() -> assertThat(database.sql("select 7")
                                .mapValue(Integer.class)
                                .one()
                                .block(PATIENCE))
                        .isEqualTo(7))
                .then(redis::tryEmitEmpty)
                .expectComplete()
                .verify(PATIENCE);

        inbox.onceOrAgain("c", "slow", count()).block(PATIENCE);
        assertThat(effects).hasValue(0);
    }

    @Test
    void an_effect_that_failed_is_tried_again_and_one_that_is_done_is_not() {
        StepVerifier.create(inbox.onceOrAgain("c", "failing", Mono.error(new IllegalStateException("gone"))))
                .expectError(IllegalStateException.class)
                .verify(PATIENCE);

        inbox.onceOrAgain("c", "failing", count()).block(PATIENCE);
        inbox.onceOrAgain("c", "failing", count()).block(PATIENCE);
        inbox.onceOrAgain("another", "failing", count()).block(PATIENCE);

        assertThat(effects).hasValue(2);
    }

    @Test
    void an_effect_in_the_same_database_commits_with_its_row_or_not_at_all() {
        Mono<Void> half =
                database.sql("create table half (id int)").then().then(Mono.error(new IllegalStateException("bug")));

        StepVerifier.create(inbox.once("c", "half", half))
                .expectError(IllegalStateException.class)
                .verify(PATIENCE);

        inbox.once("c", "half", count()).block(PATIENCE);
        inbox.once("c", "half", count()).block(PATIENCE);
        assertThat(effects).hasValue(1);
        assertThat(database.sql("select to_regclass('half') is null")
                        .mapValue(Boolean.class)
                        .one()
                        .block(PATIENCE))
                .isTrue();
    }

    @Test
    void what_is_old_is_forgotten_and_what_may_come_again_is_not() {
        applied("old", 31, 2_500); // more than one call's
        applied("young", 29, 3);

        new InboxTidying(inbox, Clock.systemUTC()).round().block(PATIENCE);

        assertThat(remembered("old")).isEmpty();
        assertThat(remembered("young")).containsExactly("young-1", "young-2", "young-3");
    }

    @Test
    void no_more_are_forgotten_at_once_than_asked_for() {
        applied("bounded", 31, 3);

        StepVerifier.create(inbox.forgetSome(Instant.now().minus(Duration.ofDays(30)), 2))
                .expectNext(2L)
                .verifyComplete();

        assertThat(remembered("bounded")).containsExactly("bounded-3");
    }

    @Test
    void a_round_is_bounded() {
        InboxTidying tidying = new InboxTidying(inbox, Clock.systemUTC());
        tidying.round().block(PATIENCE); // of what other tests have left
        applied("many", 31, 20_100);

        tidying.round().block(PATIENCE);

        assertThat(remembered("many")).hasSize(100);
    }

    private static void applied(String event, int daysAgo, int count) {
        database.sql("insert into inbox (consumer, event_id, applied_at)"
                        + " select 'tidied', '" + event + "-' || n, now() - interval '" + daysAgo
                        + " days' + n * interval '1 second' from generate_series(1, " + count + ") n")
                .then()
                .block(PATIENCE);
    }

    private static List<String> remembered(String event) {
        return Objects.requireNonNull(
                database.sql("select event_id from inbox where event_id like '" + event + "-%' order by applied_at")
                        .mapValue(String.class)
                        .all()
                        .collectList()
                        .block(PATIENCE));
    }

    private Mono<Void> count() {
        return Mono.fromRunnable(effects::incrementAndGet);
    }
}
