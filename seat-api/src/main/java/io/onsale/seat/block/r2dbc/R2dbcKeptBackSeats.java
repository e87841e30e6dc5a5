package io.onsale.seat.block.r2dbc;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.block.KeptBackSeats;
import io.onsale.seat.plan.HallSeat;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

final class R2dbcKeptBackSeats implements KeptBackSeats {
    private static final String ONE_AT_A_TIME =
            "select pg_advisory_xact_lock(hashtextextended('seat_block ' || $1, 0))";
    /** A rebuild has the row for update from reading the seats until they are open; reservations share it. */
    private static final String NO_REBUILD = "select epoch from performance where performance_id = $1 for share";

    private static final String ADD = """
            insert into seat_block (performance_id, seat_index, seat_id, reason, who)
            select $1, seat_index, seat_id, $4, $5 from unnest($2::integer[], $3::text[]) as kept (seat_index, seat_id)
            on conflict do nothing""";
    private static final String REMOVE =
            "delete from seat_block where performance_id = $1 and seat_index = any($2::integer[])";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    R2dbcKeptBackSeats(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    @Override
    public <T> Mono<T> exclusively(PerformanceId performance, Mono<T> change) {
        return database.sql(ONE_AT_A_TIME)
                .bind(0, performance.value())
                .then()
                .then(database.sql(NO_REBUILD).bind(0, performance.value()).then())
                .then(change)
                .as(transaction::transactional);
    }

    @Override
    public Mono<Void> add(PerformanceId performance, List<HallSeat> seats, String reason, String who) {
        return database.sql(ADD)
                .bind(0, performance.value())
                .bind(1, indices(seats))
                .bind(2, seats.stream().map(seat -> seat.id().value()).toArray(String[]::new))
                .bind(3, reason)
                .bind(4, who)
                .then();
    }

    @Override
    public Mono<Void> remove(PerformanceId performance, List<HallSeat> seats) {
        return database.sql(REMOVE)
                .bind(0, performance.value())
                .bind(1, indices(seats))
                .then();
    }

    private static Integer[] indices(List<HallSeat> seats) {
        return seats.stream().map(HallSeat::index).toArray(Integer[]::new);
    }
}
