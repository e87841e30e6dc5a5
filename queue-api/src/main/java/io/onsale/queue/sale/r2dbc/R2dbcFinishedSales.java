package io.onsale.queue.sale.r2dbc;

import io.onsale.queue.sale.FinishedSales;
import io.onsale.service.r2dbc.Rows;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;

/** One query per page. */
final class R2dbcFinishedSales implements FinishedSales {
    private static final String AFTER = """
            select sale_id, closes_at from sale
            where closes_at < :before and (closes_at, sale_id) > (:closed, :sale)
            order by closes_at, sale_id limit :max
            """;

    private final DatabaseClient database;

    R2dbcFinishedSales(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Flux<Finished> after(Finished last, Instant before) {
        return database.sql(AFTER)
                .bind("before", before.atOffset(ZoneOffset.UTC))
                .bind("closed", last.closedAt().atOffset(ZoneOffset.UTC))
                .bind("sale", last.sale())
                .bind("max", PAGE_MAX)
                .map(R2dbcFinishedSales::finished)
                .all();
    }

    private static Finished finished(Readable row) {
        return new Finished(Rows.time(row, "closes_at"), Rows.text(row, "sale_id"));
    }
}
