package io.onsale.queue.admission.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.queue.admission.AdmissionLog;
import io.onsale.queue.admission.AdmissionLog.Copied;
import io.onsale.queue.admission.AdmissionLog.Entry;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class R2dbcAdmissionLogTest {
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

    private final SaleId sale = SaleId.next();
    private final List<String> askedAfter = new ArrayList<>();
    private final AdmissionLog log = log();

    private static AdmissionLog log() {
        ConnectionFactory connections = ConnectionFactories.get(ConnectionFactoryOptions.parse(postgres.r2dbcUrl())
                .mutate()
                .option(ConnectionFactoryOptions.USER, postgres.username())
                .option(ConnectionFactoryOptions.PASSWORD, postgres.password())
                .option(Option.valueOf("schema"), "queue")
                .build());
        return new R2dbcAdmissionLog(
                DatabaseClient.create(connections),
                TransactionalOperator.create(new R2dbcTransactionManager(connections)));
    }

    /** Ten entries, delivered three at a time. */
    private Mono<List<Entry>> source(String after) {
        askedAfter.add(after);
        return Mono.just(IntStream.rangeClosed(1, 10)
                .mapToObj(i -> new Entry((1_800_000_000_000L + i) + "-0", "READY", "fan-" + i, i, i, 5, "TURN"))
                .filter(entry -> entry.id().compareTo(after) > 0)
                .limit(3)
                .toList());
    }

    private Copied copy() {
        return Objects.requireNonNull(log.copy(sale, this::source).block(TIMEOUT));
    }

    private long rows() throws SQLException {
        try (var connection = postgres.connect();
                var statement =
                        connection.prepareStatement("select count(*) from queue.admission_log where sale_id = ?")) {
            statement.setString(1, sale.value());
            try (var result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    @Test
    void each_copy_continues_where_the_last_one_ended() throws SQLException {
        assertThat(copy()).isEqualTo(new Copied(3, "1800000000003-0"));
        assertThat(copy().entries()).isEqualTo(3);
        assertThat(copy().entries()).isEqualTo(3);
        assertThat(copy().entries()).isEqualTo(1);
        assertThat(copy()).isEqualTo(Copied.NOTHING);

        assertThat(rows()).isEqualTo(10);
        assertThat(askedAfter).startsWith("0-0", "1800000000003-0");
    }

    @Test
    void entries_about_absent_fans_are_skipped() throws SQLException {
        Entry left = new Entry("1800000000001-0", "ABSENT", "ann", 7, 7, 0, "GONE");
        Copied copied = log.copy(sale, after -> Mono.just(List.of(left))).block(TIMEOUT);

        assertThat(copied).isEqualTo(new Copied(1, "1800000000001-0"));
        assertThat(rows()).isZero();
    }

    @Test
    void a_copy_that_fails_half_way_is_repeated_from_the_same_entry() throws SQLException {
        copy();
        Mono<Copied> failing =
                log.copy(sale, after -> source(after).then(Mono.error(new IllegalStateException("Redis is gone"))));
        StepVerifier.create(failing).verifyErrorMessage("Redis is gone");

        assertThat(rows()).isEqualTo(3);
        copy();
        assertThat(askedAfter).endsWith("1800000000003-0", "1800000000003-0");
        assertThat(rows()).isEqualTo(6);
    }

    @Test
    void of_two_nodes_at_once_only_one_copies() throws SQLException {
        copy(); // creates the cursor, so that it can be locked
        Mono<Copied> slow = log.copy(sale, after -> source(after).delayElement(Duration.ofMillis(300)));

        List<Integer> copied = Objects.requireNonNull(
                Flux.merge(slow, log().copy(sale, this::source).delaySubscription(Duration.ofMillis(100)))
                        .map(Copied::entries)
                        .sort()
                        .collectList()
                        .block(TIMEOUT));

        assertThat(copied).isIn(List.of(0, 3), List.of(3, 3)); // if simultaneous one of them copies, if sequential both
        assertThat(rows())
                .isEqualTo(3 + copied.stream().mapToInt(Integer::intValue).sum());
    }
}
