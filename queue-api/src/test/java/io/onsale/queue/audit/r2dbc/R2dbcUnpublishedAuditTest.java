package io.onsale.queue.audit.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.event.OnsaleEvent.SaleChanged;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.queue.audit.AuditEvent;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.sql.SQLException;
import java.time.Duration;
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
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class R2dbcUnpublishedAuditTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    @RegisterExtension
    static final PostgresServer postgres = new PostgresServer();

    private final SaleId sale = SaleId.next();
    private final ConnectionFactory connections = connections();
    private final R2dbcUnpublishedAudit unpublished = new R2dbcUnpublishedAudit(DatabaseClient.create(connections));

    @BeforeAll
    static void migrate() {
        Flyway.configure()
                .dataSource(postgres.jdbcUrl(), postgres.username(), postgres.password())
                .locations("classpath:db/queue")
                .schemas("queue")
                .load()
                .migrate();
    }

    @Test
    void moves_come_in_the_order_of_the_line_not_in_text_order() {
        log("1800000000000-9", "1800000000000-10", "1800000000000-2", "1800000000001-0");

        assertThat(ids())
                .containsExactly(
                        sale + ":1800000000000-2",
                        sale + ":1800000000000-9",
                        sale + ":1800000000000-10",
                        sale + ":1800000000001-0");
    }

    @Test
    void unpublished_moves_continue_after_the_last_published_one() {
        log("1800000000000-9", "1800000000000-10", "1800000000000-11");
        List<AuditEvent> all = next();
        unpublished.moveOn(sale, all.subList(0, 2)).block(TIMEOUT);

        assertThat(ids()).containsExactly(sale + ":1800000000000-11");
        assertThat(isWaiting()).isTrue();

        unpublished.moveOn(sale, next()).block(TIMEOUT);
        assertThat(ids()).isEmpty();
        assertThat(isWaiting()).isFalse();
    }

    @Test
    void commands_have_a_cursor_of_their_own() {
        command("boss", "paused", "Rain");
        log("1800000000000-0");
        unpublished.moveOn(sale, next()).block(TIMEOUT);
        command("boss", "running", "Sun");

        assertThat(isWaiting()).isTrue();
        assertThat(next()).hasSize(1);
        unpublished.moveOn(sale, next()).block(TIMEOUT);
        log("1800000000000-1");
        assertThat(ids()).containsExactly(sale + ":1800000000000-1");
    }

    @Test
    void closing_by_an_operator_ends_all_passes_and_selling_out_does_not() {
        command("boss", "draining", "Late");
        command("boss", "closed", "No licence");
        command("boss", "closed", "sold-out");
        command("system", "closed", "sold-out");

        assertThat(next())
                .map(AuditEvent::event)
                .map(SaleChanged.class::cast)
                .map(SaleChanged::endsPasses)
                .containsExactly(false, true, true, false);
    }

    @Test
    void a_batch_has_a_limit() {
        log(IntStream.range(0, 700).mapToObj(i -> "1800000000000-" + i).toArray(String[]::new));

        assertThat(next()).hasSize(500);
    }

    @Test
    void moves_published_long_ago_cost_nothing() {
        execute(
                "insert into queue.admission_log (sale_id, entry_id, fan_id, number, kind, reason, value, at) select '"
                        + sale
                        + "', (1800000000000 + i) || '-0', 'ann', 1, 'READY', 'TURN', 5, now() from generate_series(1, 20000) i");
        execute("analyze queue.admission_log");

        assertThat(plan(R2dbcUnpublishedAudit.MOVES))
                .contains("admission_log_in_order", "Index Cond", "> ROW(")
                .doesNotContain("Sort");
        assertThat(plan(R2dbcUnpublishedAudit.WAITING))
                .contains("Index Scan Backward using admission_log_in_order")
                .doesNotContain("Seq Scan on admission_log");
    }

    private String plan(String sql) {
        String literal = sql.replace(":sales", "array['" + sale + "', 'another']")
                .replace(":sale", "'" + sale + "'")
                .replace(":limit", "500");
        StringBuilder plan = new StringBuilder();
        try (var connection = postgres.connect();
                var statement = connection.createStatement()) {
            statement.execute("set search_path to queue");
            try (var rows = statement.executeQuery("explain " + literal)) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(literal, e);
        }
        return plan.toString();
    }

    @Test
    void one_node_at_a_time_publishes_and_a_failing_node_releases_the_lock() {
        Sinks.One<String> first = Sinks.one();
        Sinks.Empty<Void> begun = Sinks.empty();
        Mono<String> working = locks().runLocked("moves:" + sale, Mono.defer(() -> {
                    begun.tryEmitEmpty();
                    return first.asMono();
                }))
                .cache();
        working.subscribe();
        begun.asMono().block(TIMEOUT);

        assertThat(locks().runLocked("moves:" + sale, Mono.just("second")).block(TIMEOUT))
                .isNull();
        assertThat(locks().runLocked("joins:" + sale, Mono.just("another")).block(TIMEOUT))
                .isEqualTo("another");
        first.tryEmitError(new IllegalStateException("the node dies"));
        working.onErrorComplete().block(TIMEOUT);

        assertThat(locks().runLocked("moves:" + sale, Mono.just("third")).block(TIMEOUT))
                .isEqualTo("third");
    }

    private R2dbcSaleLocks locks() {
        return new R2dbcSaleLocks(
                DatabaseClient.create(connections),
                TransactionalOperator.create(new R2dbcTransactionManager(connections)));
    }

    private List<AuditEvent> next() {
        return Objects.requireNonNull(unpublished.next(sale).block(TIMEOUT));
    }

    private List<String> ids() {
        return next().stream().map(AuditEvent::id).toList();
    }

    private boolean isWaiting() {
        return Objects.requireNonNull(unpublished
                        .waiting(List.of(sale, SaleId.next()))
                        .collectList()
                        .block(TIMEOUT))
                .contains(sale);
    }

    private void log(String... entries) {
        execute("insert into queue.admission_log (sale_id, entry_id, fan_id, number, kind, reason, value, at) select '"
                + sale
                + "', entry, 'ann', 1, 'READY', 'TURN', 5, now() from unnest('{" + String.join(",", entries)
                + "}'::text[]) entry");
    }

    private void command(String who, String command, String reason) {
        execute(
                "insert into queue.sale (sale_id, event_id, title, version, state, lobby_opens_at, opens_at, closes_at, line_order,"
                        + " capacity, admissions_a_second, claim_window_ms, lease_ms) values ('" + sale
                        + "', 'e', 't', 1, 'RUNNING', now(), now(), now() + interval '1 hour', 'ARRIVAL', 1, 1, 1, 1)"
                        + " on conflict do nothing");
        execute("insert into queue.sale_audit (sale_id, at, who, command, reason, before, after) values ('" + sale
                + "', now(), '" + who + "', '" + command + "', '" + reason + "', '', '')");
    }

    private static void execute(String sql) {
        try (var connection = postgres.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static ConnectionFactory connections() {
        return ConnectionFactories.get(ConnectionFactoryOptions.parse(postgres.r2dbcUrl())
                .mutate()
                .option(ConnectionFactoryOptions.USER, postgres.username())
                .option(ConnectionFactoryOptions.PASSWORD, postgres.password())
                .option(Option.valueOf("schema"), "queue")
                .build());
    }
}
