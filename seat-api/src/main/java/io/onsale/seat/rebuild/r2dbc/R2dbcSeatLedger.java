package io.onsale.seat.rebuild.r2dbc;

import static io.onsale.service.r2dbc.Rows.integer;
import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;

import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.clock.SaleClocks;
import io.onsale.seat.rebuild.SeatLedger;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Epochs and live reservations in Postgres. The performance's row is the lock, which a reservation takes for share. A rebuild takes the number
 * of its epoch before that, in a transaction of its own: even if it loses the lock and is rolled back, no other rebuild gets this number.
 */
final class R2dbcSeatLedger implements SeatLedger {
    private static final String LOCK =
            "select epoch from performance where performance_id = $1 and seats_removed_at is null for update";
    private static final String TAKE = """
            update performance set epochs_taken = greatest(epochs_taken, epoch) + 1 where performance_id = $1
            returning epochs_taken as epoch""";
    /** No row if another rebuild with a later number was faster. */
    private static final String BEGIN =
            "update performance set epoch = $2 where performance_id = $1 and epoch < $2 returning epoch";

    private static final String SKIP =
            "update performance set epochs_taken = greatest(epochs_taken, $2) where performance_id = $1";
    private static final String OVER = """
            select performance_id from performance where seats_removed_at is null and starts_at < $1
             order by starts_at, performance_id limit $2""";
    private static final String REMOVE =
            "update performance set seats_removed_at = clock_timestamp() where performance_id = $1";
    private static final String KEPT_BACK = "select seat_index from seat_block where performance_id = $1";
    private static final String LIVE = """
            select r.reservation_id, r.booking_id, r.hold_id, r.fan_id, r.fence, s.seat_index, s.state
              from reservation_seat s join reservation r using (reservation_id)
             where s.performance_id = $1 and s.state in ('RESERVED', 'SOLD')
             order by r.reservation_id, s.seat_index""";

    private final DatabaseClient database;
    private final SaleClocks clocks;
    private final TransactionalOperator transaction;

    R2dbcSeatLedger(DatabaseClient database, SaleClocks clocks, TransactionalOperator transaction) {
        this.database = database;
        this.clocks = clocks;
        this.transaction = transaction;
    }

    @Override
    public Mono<Void> inNextEpoch(
            PerformanceId performance, Function<Long, Mono<Boolean>> isNeeded, Function<EpochStart, Mono<Void>> setUp) {
        return epoch(TAKE, performance)
                .flatMap(next -> epoch(LOCK, performance)
                        .filterWhen(isNeeded)
                        .flatMap(present -> begin(performance, next))
                        .flatMap(epoch -> opening(performance, epoch))
                        .flatMap(setUp)
                        .as(transaction::transactional));
    }

    private Mono<Long> begin(PerformanceId performance, long next) {
        return database.sql(BEGIN)
                .bind(0, performance.value())
                .bind(1, next)
                .map(row -> number(row, "epoch"))
                .one();
    }

    @Override
    public Mono<Void> skipEpochs(PerformanceId performance, long last) {
        return database.sql(SKIP).bind(0, performance.value()).bind(1, last).then();
    }

    private Mono<EpochStart> opening(PerformanceId performance, long epoch) {
        return live(performance)
                .flatMap(live -> clocks.findClock(performance)
                        .flatMap(clock -> keptBack(performance).map(kept -> new EpochStart(epoch, live, clock, kept))));
    }

    private Mono<List<Integer>> keptBack(PerformanceId performance) {
        return database.sql(KEPT_BACK)
                .bind(0, performance.value())
                .map(row -> integer(row, "seat_index"))
                .all()
                .collectList(); // at most one per seat
    }

    @Override
    public Flux<PerformanceId> findOver(Instant before, int max) {
        return database.sql(OVER)
                .bind(0, OffsetDateTime.ofInstant(before, ZoneOffset.UTC))
                .bind(1, max)
                .map(row -> new PerformanceId(text(row, "performance_id")))
                .all();
    }

    @Override
    public Mono<Void> endEpochs(PerformanceId performance, Mono<Void> remove) {
        return epoch(LOCK, performance)
                .flatMap(present -> remove.then(
                        database.sql(REMOVE).bind(0, performance.value()).then()))
                .as(transaction::transactional);
    }

    private Mono<Long> epoch(String sql, PerformanceId performance) {
        return database.sql(sql)
                .bind(0, performance.value())
                .map(row -> number(row, "epoch"))
                .one();
    }

    private Mono<List<LiveReservation>> live(PerformanceId performance) {
        return database.sql(LIVE)
                .bind(0, performance.value())
                .map(R2dbcSeatLedger::read)
                .all()
                .bufferUntilChanged(LiveReservation::reservation)
                .map(R2dbcSeatLedger::merge)
                .collectList(); // at most one per seat
    }

    private static LiveReservation read(Readable row) {
        LiveSeat seat =
                new LiveSeat(integer(row, "seat_index"), text(row, "state").equals("SOLD"));
        return new LiveReservation(
                text(row, "reservation_id"),
                text(row, "booking_id"),
                HoldId.parse(text(row, "hold_id")).random(),
                text(row, "fan_id"),
                number(row, "fence"),
                List.of(seat));
    }

    private static LiveReservation merge(List<LiveReservation> rows) {
        LiveReservation first = rows.getFirst();
        List<LiveSeat> seats = new ArrayList<>(rows.size());
        rows.forEach(row -> seats.addAll(row.seats()));
        return new LiveReservation(
                first.reservation(), first.booking(), first.hold(), first.fan(), first.fence(), List.copyOf(seats));
    }
}
