package io.onsale.seat.rebuild.r2dbc;

import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.rebuild.SeatLedger;
import io.r2dbc.spi.Readable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Epochs and live reservations in Postgres. The performance's row is the lock: whoever reserves takes it for share. */
final class R2dbcSeatLedger implements SeatLedger {
    private static final String EPOCH = "select epoch from performance where performance_id = $1";
    private static final String LOCK = EPOCH + " for update";
    private static final String NEXT =
            "update performance set epoch = epoch + 1 where performance_id = $1 returning epoch";
    private static final String LIVE = """
            select r.reservation_id, r.booking_id, r.hold_id, r.fan_id, r.fence, s.seat_index, s.state
              from reservation_seat s join reservation r using (reservation_id)
             where s.performance_id = $1 and s.state in ('RESERVED', 'SOLD')
             order by r.reservation_id, s.seat_index""";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    R2dbcSeatLedger(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    @Override
    public Mono<Long> findEpoch(PerformanceId performance) {
        return epoch(EPOCH, performance);
    }

    @Override
    public Mono<Void> inNextEpoch(
            PerformanceId performance, Function<Long, Mono<Boolean>> isNeeded, Function<Opening, Mono<Void>> putUp) {
        return epoch(LOCK, performance)
                .filterWhen(isNeeded)
                .flatMap(present -> epoch(NEXT, performance))
                .flatMap(next -> live(performance).map(live -> new Opening(next, live)))
                .flatMap(putUp)
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
                .collectList(); // at most one a seat
    }

    private static LiveReservation read(Readable row) {
        LiveSeat seat =
                new LiveSeat((int) number(row, "seat_index"), text(row, "state").equals("SOLD"));
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

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, Long.class));
    }
}
