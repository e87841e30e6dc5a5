package io.onsale.seat.clock.r2dbc;

import static io.onsale.service.r2dbc.Rows.findTime;
import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;
import io.onsale.seat.clock.SaleClock;
import io.onsale.seat.clock.SaleClocks;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.UnaryOperator;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One row per sale that was ever paused or resumed. */
final class R2dbcSaleClocks implements SaleClocks {
    private static final String START = "insert into sale_clock (sale_id) values ($1) on conflict (sale_id) do nothing";
    private static final String LOCK =
            "select change_id, paused_at, lost_ms from sale_clock where sale_id = $1 for update";
    private static final String SAVE =
            "update sale_clock set change_id = $2, paused_at = $3, lost_ms = $4 where sale_id = $1";
    private static final String FIND = """
            select c.change_id, c.paused_at, c.lost_ms from performance p join sale_clock c using (sale_id)
             where p.performance_id = $1""";
    private static final String PERFORMANCES =
            "select performance_id from performance where sale_id = $1 and seats_removed_at is null";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    R2dbcSaleClocks(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    @Override
    public Mono<SaleClock> apply(SaleId sale, long change, UnaryOperator<SaleClock> step) {
        return database.sql(START)
                .bind(0, sale.value())
                .then()
                .then(Mono.defer(() -> lock(sale)))
                .flatMap(clock -> clock.change() >= change ? Mono.just(clock) : save(sale, step.apply(clock)))
                .as(transaction::transactional);
    }

    private Mono<SaleClock> lock(SaleId sale) {
        return database.sql(LOCK)
                .bind(0, sale.value())
                .map(R2dbcSaleClocks::clock)
                .one();
    }

    private Mono<SaleClock> save(SaleId sale, SaleClock clock) {
        DatabaseClient.GenericExecuteSpec update =
                database.sql(SAVE).bind(0, sale.value()).bind(1, clock.change());
        Instant pausedAt = clock.pausedAt();
        return (pausedAt == null
                        ? update.bindNull(2, OffsetDateTime.class)
                        : update.bind(2, pausedAt.atOffset(ZoneOffset.UTC)))
                .bind(3, clock.lost().toMillis())
                .then()
                .thenReturn(clock);
    }

    @Override
    public Mono<SaleClock> findClock(PerformanceId performance) {
        return database.sql(FIND)
                .bind(0, performance.value())
                .map(R2dbcSaleClocks::clock)
                .one()
                .defaultIfEmpty(SaleClock.NEVER_PAUSED);
    }

    @Override
    public Flux<PerformanceId> performancesOf(SaleId sale) {
        return database.sql(PERFORMANCES)
                .bind(0, sale.value())
                .map(row -> new PerformanceId(text(row, "performance_id")))
                .all();
    }

    private static SaleClock clock(Readable row) {
        return new SaleClock(
                number(row, "change_id"), findTime(row, "paused_at"), Duration.ofMillis(number(row, "lost_ms")));
    }
}
