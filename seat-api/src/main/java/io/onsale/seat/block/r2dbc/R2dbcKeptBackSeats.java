package io.onsale.seat.block.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.findTime;
import static io.onsale.service.r2dbc.Rows.integer;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.texts;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.block.Allotment;
import io.onsale.seat.block.KeptBackSeats;
import io.onsale.seat.plan.HallSeat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class R2dbcKeptBackSeats implements KeptBackSeats {
    private static final String ONE_AT_A_TIME =
            "select pg_advisory_xact_lock(hashtextextended('seat_block ' || $1, 0))";
    /** A rebuild has the row for update from reading the seats until they are open; reservations share it. */
    private static final String NO_REBUILD = "select epoch from performance where performance_id = $1 for share";

    private static final String ADD = """
            insert into seat_block as b (performance_id, seat_index, seat_id, reason, who, channel, release_at, blocked_at)
            select $1, seat_index, seat_id, $4, $5, $6, $7, statement_timestamp()
              from unnest($2::integer[], $3::text[]) as kept (seat_index, seat_id)
            on conflict (performance_id, seat_index) do update
               set reason = $4, who = $5, channel = $6, release_at = $7, blocked_at = statement_timestamp()
             where $6 is not null or $7 is not null""";
    private static final String STILL_DUE = """
            select seat_index from seat_block
             where performance_id = $1 and seat_index = any($2::integer[]) and release_at <= $3""";
    private static final String DUE = """
            select performance_id, min(release_at) as at, array_agg(seat_index) as seats
              from (select *, row_number() over (partition by performance_id order by release_at, seat_index) as n
                      from seat_block where release_at <= $1) due
             where n <= $2 group by performance_id order by 2""";
    private static final String LIST = """
            select channel, release_at, reason, who, blocked_at, array_agg(seat_id order by seat_index) as seat_ids
              from seat_block where performance_id = $1
             group by channel, release_at, reason, who, blocked_at order by blocked_at desc, min(seat_index)""";
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
    public Mono<Void> add(
            PerformanceId performance, List<HallSeat> seats, Allotment allotment, String reason, String who) {
        return database.sql(ADD)
                .bind(0, performance.value())
                .bind(1, indices(seats))
                .bind(2, seats.stream().map(seat -> seat.id().value()).toArray(String[]::new))
                .bind(3, reason)
                .bind(4, who)
                .bind(5, OptionalParameter.text(allotment.channel()))
                .bind(6, OptionalParameter.time(allotment.releaseAt()))
                .then();
    }

    @Override
    public Mono<List<Integer>> stillDue(PerformanceId performance, List<Integer> seats, Instant now) {
        return database.sql(STILL_DUE)
                .bind(0, performance.value())
                .bind(1, seats.toArray(Integer[]::new))
                .bind(2, now.atOffset(ZoneOffset.UTC))
                .map(row -> integer(row, "seat_index"))
                .all()
                .collectList(); // bounded by the seats
    }

    @Override
    public Flux<DueRelease> findDue(Instant now, int seatsMax) {
        return database.sql(DUE)
                .bind(0, now.atOffset(ZoneOffset.UTC))
                .bind(1, seatsMax)
                .map(row -> new DueRelease(
                        new PerformanceId(text(row, "performance_id")),
                        time(row, "at"),
                        List.of(Objects.requireNonNull(row.get("seats", Integer[].class), "seats"))))
                .all();
    }

    @Override
    public Flux<KeptBackGroup> list(PerformanceId performance) {
        return database.sql(LIST)
                .bind(0, performance.value())
                .map(row -> new KeptBackGroup(
                        new Allotment(findText(row, "channel"), findTime(row, "release_at")),
                        List.of(texts(row, "seat_ids")),
                        text(row, "reason"),
                        text(row, "who"),
                        time(row, "blocked_at")))
                .all();
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
