package io.onsale.queue.admission.r2dbc;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.EndedPlaces;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Looks into the admission log for a place's end that nothing has followed. */
final class R2dbcEndedPlaces implements EndedPlaces {
    private static final String HAS = """
            select kind in ('ENDED', 'LEFT') as ended from admission_log
            where sale_id = :sale and fan_id = :fan and registration >= :registration
            order by at desc, entry_id desc limit 1
            """;

    private final DatabaseClient database;

    R2dbcEndedPlaces(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Boolean> has(SaleId sale, FanId fan, long registration) {
        return database.sql(HAS)
                .bind("sale", sale.value())
                .bind("fan", fan.value())
                .bind("registration", registration)
                .map(row -> Objects.requireNonNull(row.get("ended", Boolean.class)))
                .one()
                .defaultIfEmpty(false);
    }
}
