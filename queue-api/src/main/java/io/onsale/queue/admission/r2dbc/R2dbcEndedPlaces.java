package io.onsale.queue.admission.r2dbc;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.EndedPlaces;
import io.onsale.service.r2dbc.Rows;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Reads the admission log. A place has ended if its last entry is an end, or the last entry of any later place of the same fan: a fan who
 * was served or gave up there has had the older place as well. The log is ordered by the two numbers of its ids, not by their text.
 */
final class R2dbcEndedPlaces implements EndedPlaces {
    private static final String FIND = """
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
    public Mono<State> find(SaleId sale, FanId fan, long registration) {
        return database.sql(FIND)
                .bind("sale", sale.value())
                .bind("fan", fan.value())
                .bind("registration", registration)
                .map(row -> Rows.flag(row, "ended") ? State.ENDED : State.NOT_ENDED)
                .one();
    }
}
