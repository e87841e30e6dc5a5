package io.onsale.queue.draw.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.queue.draw.DrawRecord;
import io.onsale.queue.draw.Draws;
import io.onsale.queue.draw.ListedFan;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class R2dbcDrawsTest {
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

    private final Draws draws = draws();
    private final SaleId sale = sale("RANDOM");

    private static Draws draws() {
        ConnectionFactory connections = ConnectionFactories.get(ConnectionFactoryOptions.parse(postgres.r2dbcUrl())
                .mutate()
                .option(ConnectionFactoryOptions.USER, postgres.username())
                .option(ConnectionFactoryOptions.PASSWORD, postgres.password())
                .option(Option.valueOf("schema"), "queue")
                .build());
        return new R2dbcDraws(DatabaseClient.create(connections), Clock.systemUTC());
    }

    private static SaleId sale(String order) {
        SaleId sale = SaleId.next();
        execute("""
                insert into queue.sale (sale_id, event_id, title, version, state, lobby_opens_at, opens_at, closes_at, line_order,
                    capacity, admissions_a_second, claim_window_ms, lease_ms)
                values ('%s', 'e', 't', 1, 'RUNNING', now(), now(), now() + interval '1 hour', '%s', 1, 1, 1, 1)
                """.formatted(sale, order));
        return sale;
    }

    private static void execute(String sql) {
        try (Connection connection = postgres.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.execute();
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private DrawRecord found() {
        return Objects.requireNonNull(draws.find(sale).block(TIMEOUT));
    }

    private static List<ListedFan> fans(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(number -> new ListedFan(number, number + 7, "%016x".formatted(number)))
                .toList();
    }

    @Test
    void a_sale_has_one_seed_whoever_asks_first() {
        List<String> seeds = Objects.requireNonNull(Flux.range(0, 20)
                .flatMap(i -> i % 4 == 0 ? draws().commit().then(draws.find(sale)) : draws.find(sale))
                .map(draw -> draw.seed().hex())
                .distinct()
                .collectList()
                .block(TIMEOUT));

        assertThat(seeds).hasSize(1);
        assertThat(found().registrations()).isNull();
    }

    @Test
    void the_seed_is_made_when_the_sale_is_known_without_anybody_asking() throws SQLException {
        draws.commit().block(TIMEOUT);

        try (Connection connection = postgres.connect();
                PreparedStatement statement = connection.prepareStatement(
                        "select commitment = encode(sha256(seed), 'hex') from queue.draw where sale_id = ?")) {
            statement.setString(1, sale.value());
            try (var result = statement.executeQuery()) {
                assertThat(result.next()).isTrue();
                assertThat(result.getBoolean(1)).isTrue();
            }
        }
    }

    @Test
    void what_is_not_drawn_has_no_seed() {
        SaleId byArrival = sale("ARRIVAL");
        draws.commit().block(TIMEOUT);

        assertThat(draws.find(byArrival).blockOptional(TIMEOUT)).isEmpty();
        assertThat(draws.find(SaleId.next()).blockOptional(TIMEOUT)).isEmpty();
    }

    @Test
    void the_first_to_fix_how_many_are_drawn_from_decides() {
        found();

        List<Long> fixed = Objects.requireNonNull(Flux.range(1, 10)
                .flatMap(i -> draws().fix(sale, 100 + i))
                .mapNotNull(DrawRecord::registrations)
                .distinct()
                .collectList()
                .block(TIMEOUT));

        assertThat(fixed).hasSize(1);
        assertThat(draws.fix(sale, 7).block(TIMEOUT)).isEqualTo(found());
        assertThat(found().registrations()).isEqualTo(fixed.getFirst());
    }

    @Test
    void rows_are_written_once_and_counted_also_by_nodes_at_the_same_time() {
        found();

        Mono.when(
                        draws.list(sale, fans(1, 1_000)),
                        draws().list(sale, fans(1, 1_000)),
                        draws().list(sale, fans(500, 1_200)))
                .block(TIMEOUT);

        assertThat(found().listed()).isEqualTo(1_200);
    }

    @Test
    void pages_go_on_behind_the_number_given() {
        found();
        draws.list(sale, fans(1, 700)).block(TIMEOUT);

        assertThat(draws.page(sale, 0).block(TIMEOUT)).isEqualTo(fans(1, Draws.PAGE_MAX));
        assertThat(draws.page(sale, Draws.PAGE_MAX).block(TIMEOUT)).isEqualTo(fans(Draws.PAGE_MAX + 1, 700));
        assertThat(draws.page(sale, 700).block(TIMEOUT)).isEmpty();
    }

    @Test
    void how_many_are_drawn_never_goes_back() {
        draws.find(sale).then(draws.fix(sale, 10)).block(TIMEOUT);

        draws.advance(sale, 10).block(TIMEOUT);
        draws.advance(sale, 5).block(TIMEOUT);

        assertThat(found().drawn()).isEqualTo(10);
        assertThat(found().isComplete()).isTrue();
    }

    @Test
    void the_database_refuses_what_cannot_be() {
        found();

        assertThatThrownBy(() -> execute("update queue.draw set drawn = 1 where sale_id = '" + sale + "'"))
                .hasMessageContaining("check constraint");
        assertThatThrownBy(() -> execute("update queue.draw set seed = sha256('x') where sale_id = '" + sale + "'"))
                .hasMessageContaining("check constraint");
    }
}
