package io.onsale.queue.line.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.testing.PostgresServer;
import io.onsale.queue.line.NumberBlocks;
import io.onsale.queue.line.NumberBlocks.Block;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

class R2dbcNumberBlocksTest {
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

    private final NumberBlocks blocks = new R2dbcNumberBlocks(
            DatabaseClient.create(ConnectionFactories.get(ConnectionFactoryOptions.parse(postgres.r2dbcUrl())
                    .mutate()
                    .option(ConnectionFactoryOptions.USER, postgres.username())
                    .option(ConnectionFactoryOptions.PASSWORD, postgres.password())
                    .option(Option.valueOf("schema"), "queue")
                    .build())));

    private static SaleId sale() throws SQLException {
        SaleId sale = SaleId.next();
        try (Connection connection = postgres.connect();
                var statement = connection.prepareStatement(
                        "insert into queue.sale values (?, 'e', 't', 1, 'RUNNING', '', now(), now(), now() + interval '1 h', "
                                + "'ARRIVAL', 1, 1, 1, 1)")) {
            statement.setString(1, sale.value());
            statement.execute();
        }
        return sale;
    }

    @Test
    void blocks_do_not_overlap_even_under_concurrent_requests() throws SQLException {
        SaleId sale = sale();

        List<Block> given = Objects.requireNonNull(Flux.range(0, 20)
                .flatMap(i -> i % 5 == 0 ? blocks.nextEpoch(sale) : blocks.next(sale), 10)
                .collectSortedList(Comparator.comparingLong(Block::first))
                .block(TIMEOUT));

        assertThat(given.getFirst().first()).isEqualTo(1);
        for (int i = 1; i < given.size(); i++) {
            assertThat(given.get(i).first()).isEqualTo(given.get(i - 1).last() + 1);
            assertThat(given.get(i).epoch())
                    .isGreaterThanOrEqualTo(given.get(i - 1).epoch());
        }
        assertThat(given)
                .allSatisfy(
                        block -> assertThat(block.last() - block.first() + 1).isEqualTo(10_000));
    }

    @Test
    void an_epoch_starts_once_and_its_numbers_are_above_all_earlier_ones() throws SQLException {
        SaleId sale = sale();

        Block first = Objects.requireNonNull(blocks.nextEpoch(sale).block(TIMEOUT));
        Block more = Objects.requireNonNull(blocks.next(sale).block(TIMEOUT));
        Block second = Objects.requireNonNull(blocks.nextEpoch(sale).block(TIMEOUT));

        assertThat(first.epoch()).isEqualTo(1);
        assertThat(more.epoch()).isEqualTo(1);
        assertThat(second.epoch()).isEqualTo(2);
        assertThat(second.first()).isGreaterThan(more.last());
    }
}
