package io.onsale.seat.drift.r2dbc;

import static io.onsale.service.r2dbc.Rows.findInteger;
import static io.onsale.service.r2dbc.Rows.integer;
import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.seat.drift.LedgerSeats;
import io.onsale.seat.drift.Slice;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

final class R2dbcLedgerSeats implements LedgerSeats {
    /** One row without a seat if none is live: the epoch is there in any case, and of the same moment. */
    private static final String LIVE = """
            select p.epoch, s.seat_index, s.state, s.reservation_id, r.hold_id, r.fan_id
              from performance p
              left join reservation_seat s on s.performance_id = p.performance_id
                    and s.seat_index >= $2 and s.seat_index < $3 and s.state in ('RESERVED', 'SOLD')
              left join reservation r on r.reservation_id = s.reservation_id
             where p.performance_id = $1""";

    private static final String KEPT_BACK =
            "select seat_index from seat_block where performance_id = $1 and seat_index >= $2 and seat_index < $3";

    private static final String LAST = """
            select reservation_id from reservation r
             where hold_id = $1 and exists (select 1 from reservation_seat s where s.reservation_id = r.reservation_id)
             order by version desc limit 1""";
    private static final String TOUCH =
            "update reservation set version = nextval('reservation_version') where reservation_id = $1";

    private record Row(long epoch, Optional<LedgerSeat> seat) {}

    private final DatabaseClient database;

    R2dbcLedgerSeats(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<LedgerSlice> read(Slice slice) {
        return database.sql(LIVE)
                .bind(0, slice.performance().value())
                .bind(1, slice.first())
                .bind(2, slice.first() + slice.count())
                .map(R2dbcLedgerSeats::row)
                .all()
                .collectList() // at most one per seat of the slice
                .filter(rows -> !rows.isEmpty())
                .flatMap(rows -> keptBack(slice)
                        .map(kept -> new LedgerSlice(rows.getFirst().epoch(), seats(rows), kept)));
    }

    private Mono<Set<Integer>> keptBack(Slice slice) {
        return database.sql(KEPT_BACK)
                .bind(0, slice.performance().value())
                .bind(1, slice.first())
                .bind(2, slice.first() + slice.count())
                .map(row -> integer(row, "seat_index"))
                .all()
                .collect(Collectors.toSet());
    }

    private static List<LedgerSeat> seats(List<Row> rows) {
        return rows.stream().map(Row::seat).flatMap(Optional::stream).toList();
    }

    private static Row row(Readable row) {
        long epoch = number(row, "epoch");
        Integer index = findInteger(row, "seat_index");
        return new Row(
                epoch,
                index == null
                        ? Optional.empty()
                        : Optional.of(new LedgerSeat(
                                index,
                                text(row, "state").equals("SOLD"),
                                new ReservationId(text(row, "reservation_id")),
                                HoldId.parse(text(row, "hold_id")),
                                new FanId(text(row, "fan_id")))));
    }

    @Override
    public Mono<ReservationId> findLast(HoldId hold) {
        return database.sql(LAST)
                .bind(0, hold.value())
                .map(row -> new ReservationId(text(row, "reservation_id")))
                .one();
    }

    @Override
    public Mono<Void> touch(ReservationId reservation) {
        return database.sql(TOUCH).bind(0, reservation.value()).then();
    }
}
