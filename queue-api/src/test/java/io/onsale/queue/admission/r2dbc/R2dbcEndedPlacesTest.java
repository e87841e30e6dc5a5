package io.onsale.queue.admission.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.queue.admission.AdmissionLog;
import io.onsale.queue.admission.AdmissionLog.Entry;
import io.onsale.queue.line.EndedPlaces;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

class R2dbcEndedPlacesTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final FanId ANN = new FanId("ann");

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

    private final SaleId sale = SaleId.next();
    private final List<Entry> entries = new ArrayList<>();
    private final ConnectionFactory connections =
            ConnectionFactories.get(ConnectionFactoryOptions.parse(postgres.r2dbcUrl())
                    .mutate()
                    .option(ConnectionFactoryOptions.USER, postgres.username())
                    .option(ConnectionFactoryOptions.PASSWORD, postgres.password())
                    .option(Option.valueOf("schema"), "queue")
                    .build());
    private final EndedPlaces ended = new R2dbcEndedPlaces(DatabaseClient.create(connections));

    /** Adds a log entry. All have the same millisecond, so the second number of the id decides their order. */
    private void happened(String kind, String fan, long registration, String reason) {
        entries.add(new Entry("1800000000000-" + entries.size(), kind, fan, registration, registration, 0, reason));
    }

    private boolean hasEnded(long registration) {
        AdmissionLog log = new R2dbcAdmissionLog(
                DatabaseClient.create(connections),
                TransactionalOperator.create(new R2dbcTransactionManager(connections)));
        log.copy(sale, after -> Mono.just(after.equals("0-0") ? entries : List.of()))
                .block(TIMEOUT);
        return ended.find(sale, ANN, registration).block(TIMEOUT) == EndedPlaces.State.ENDED;
    }

    @Test
    void a_place_without_log_entries_has_not_ended() {
        happened("LEFT", "ben", 5, "LEFT");

        assertThat(hasEnded(5)).isFalse();
    }

    @Test
    void a_place_that_was_left_stays_ended_when_a_later_one_is_restored() {
        happened("LEFT", "ann", 5, "LEFT"); // and joins again
        happened("RESTORED", "ann", 90, "RECEIPT");

        assertThat(hasEnded(5)).isTrue();
        assertThat(hasEnded(90)).isFalse();
    }

    @Test
    void a_place_that_was_left_stays_ended_when_a_later_one_is_called() {
        happened("LEFT", "ann", 5, "REJOINED");
        happened("READY", "ann", 90, "TURN");
        happened("ADMITTED", "ann", 90, "CLAIM");

        assertThat(hasEnded(5)).isTrue();
        assertThat(hasEnded(90)).isFalse();
    }

    @Test
    void an_older_place_ends_with_a_later_one() {
        happened("READY", "ann", 5, "TURN");
        happened("ENDED", "ann", 90, "SERVED");

        assertThat(hasEnded(5)).isTrue();
    }

    @Test
    void a_missed_turn_that_was_resumed_is_not_an_end() {
        happened("ENDED", "ann", 5, "MISSED");
        happened("RESTORED", "ann", 5, "REENTRY");

        assertThat(hasEnded(5)).isFalse();
    }

    @Test
    void the_tenth_entry_of_a_millisecond_comes_after_the_ninth() {
        for (int i = 0; i < 9; i++) {
            happened("READY", "ben", i + 1, "TURN");
        }
        happened("READY", "ann", 50, "TURN"); // …-9
        happened("ENDED", "ann", 50, "SERVED"); // …-10

        assertThat(hasEnded(50)).isTrue();
    }
}
