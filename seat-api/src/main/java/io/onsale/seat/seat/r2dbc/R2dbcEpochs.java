package io.onsale.seat.seat.r2dbc;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.seat.Epochs;
import io.onsale.service.r2dbc.Rows;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** A column of the performance's row. */
final class R2dbcEpochs implements Epochs {
    private static final String EPOCH = "select case when seats_removed_at is null then epoch else " + REMOVED
            + " end as epoch from performance where performance_id = $1";

    private final DatabaseClient database;

    R2dbcEpochs(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Long> findEpoch(PerformanceId performance) {
        return database.sql(EPOCH)
                .bind(0, performance.value())
                .map(row -> Rows.number(row, "epoch"))
                .one();
    }
}
