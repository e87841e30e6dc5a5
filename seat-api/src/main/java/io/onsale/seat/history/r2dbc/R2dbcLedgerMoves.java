package io.onsale.seat.history.r2dbc;

import static io.onsale.service.r2dbc.Rows.findText;
import static io.onsale.service.r2dbc.Rows.integer;
import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.event.SeatsChanged.SeatMove;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.seat.history.LedgerMoves;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Rows of an outbox; triggers add those of reservations. */
final class R2dbcLedgerMoves implements LedgerMoves {
    private static final String ADD = """
            insert into seat_move_outbox
                   (performance_id, version, step, state, cause, seats, hold_id, fan_id, booking_id, who, reason)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)""";
    private static final String LOCK_NEXT =
            "select * from seat_move_outbox order by id limit $1 for update skip locked";
    private static final String REMOVE = "delete from seat_move_outbox where id = any($1)";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    R2dbcLedgerMoves(DatabaseClient database, TransactionalOperator transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    @Override
    public Mono<Void> add(PerformanceId performance, SeatMove move) {
        return database.sql(ADD)
                .bind(0, performance.value())
                .bind(1, move.version())
                .bind(2, move.step())
                .bind(3, move.state())
                .bind(4, move.cause())
                .bind(5, move.seats().toArray(Integer[]::new))
                .bind(6, orNull(move.holdId()))
                .bind(7, orNull(move.fanId()))
                .bind(8, orNull(move.bookingId()))
                .bind(9, orNull(move.who()))
                .bind(10, orNull(move.reason()))
                .then();
    }

    private static Object orNull(@Nullable String text) {
        return text == null ? Parameters.in(R2dbcType.VARCHAR) : Parameters.in(R2dbcType.VARCHAR, text);
    }

    @Override
    public Mono<Integer> take(int max, Function<List<UnsentMove>, Mono<Void>> send) {
        return database.sql(LOCK_NEXT)
                .bind(0, max)
                .map(R2dbcLedgerMoves::read)
                .all()
                .collectList() // bounded by max
                .filter(unsent -> !unsent.isEmpty())
                .flatMap(unsent -> send.apply(unsent).then(remove(unsent)).thenReturn(unsent.size()))
                .defaultIfEmpty(0)
                .as(transaction::transactional);
    }

    private Mono<Void> remove(List<UnsentMove> sent) {
        return database.sql(REMOVE)
                .bind(0, sent.stream().map(UnsentMove::id).toArray(Long[]::new))
                .then();
    }

    private static UnsentMove read(Readable row) {
        Integer[] seats = Objects.requireNonNull(row.get("seats", Integer[].class), "seats");
        SeatMove move = new SeatMove(
                number(row, "version"),
                integer(row, "step"),
                text(row, "state"),
                text(row, "cause"),
                List.of(seats),
                findText(row, "hold_id"),
                findText(row, "fan_id"),
                findText(row, "booking_id"),
                findText(row, "who"),
                findText(row, "reason"),
                time(row, "at"));
        return new UnsentMove(number(row, "id"), new PerformanceId(text(row, "performance_id")), move);
    }
}
