package io.onsale.queue.admission.r2dbc;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.EndedPlaces;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Looks into the admission log for a place's end that nothing has followed, of the place itself or of a later one: whoever was served or
 * gave up there has had the older place too. The log's order is that of its ids' two numbers, not of their text.
 */
final class R2dbcEndedPlaces implements EndedPlaces {
    private static final String HAS = """
            select coalesce((array_agg(kind order by ms desc, seq desc) filter (where registration = :registration))[1]
                            in ('ENDED', 'LEFT'), false)
                or coalesce((array_agg(kind order by ms desc, seq desc))[1] in ('ENDED', 'LEFT'), false) as ended
              from (select kind, registration, split_part(entry_id, '-', 1)::bigint as ms, split_part(entry_id, '-', 2)::bigint as seq
                      from admission_log
                     where sale_id = :sale and fan_id = :fan and registration >= :registration) as since
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
                .one();
    }
}
