package io.onsale.seat.history.r2dbc;

import static io.onsale.service.r2dbc.Rows.number;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.history.HistoryCursors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** One row per performance; the lease is by the database's clock. */
final class R2dbcHistoryCursors implements HistoryCursors {
    /** Some rounds: after a node dies another one goes on so much later. */
    private static final String LEASE = "interval '5 seconds'";

    private static final String CLAIM = """
            insert into history_cursor as c (performance_id, version, node, leased_until)
            values ($1, $2, $3, clock_timestamp() + %s)
            on conflict (performance_id) do update set node = $3, leased_until = excluded.leased_until
             where c.node = $3 or c.leased_until < clock_timestamp()
            returning version""".formatted(LEASE);
    private static final String ADVANCE =
            "update history_cursor set version = $2 where performance_id = $1 and node = $3";

    private final DatabaseClient database;
    private final String node;

    R2dbcHistoryCursors(DatabaseClient database, String node) {
        this.database = database;
        this.node = node;
    }

    @Override
    public Mono<Long> claim(PerformanceId performance, long beginning) {
        return database.sql(CLAIM)
                .bind(0, performance.value())
                .bind(1, beginning)
                .bind(2, node)
                .map(row -> number(row, "version"))
                .one();
    }

    @Override
    public Mono<Void> advance(PerformanceId performance, long version) {
        return database.sql(ADVANCE)
                .bind(0, performance.value())
                .bind(1, version)
                .bind(2, node)
                .then();
    }
}
