package io.onsale.ticket.booking.r2dbc;

import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.service.web.Unavailable;
import io.onsale.ticket.booking.BookingIntent;
import io.onsale.ticket.booking.BookingIntent.State;
import io.onsale.ticket.booking.BookingIntents;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class R2dbcBookingIntents implements BookingIntents {
    private static final String ADD = """
            insert into booking_intent (booking_id, fan_id, hold_id, performance_id, pay_until, opened_at, state, check_after)
            values (:id, :fan, :hold, :performance, statement_timestamp() + :payWithinMs * interval '1 millisecond',
                    statement_timestamp(), 'OPEN', statement_timestamp())
            on conflict do nothing
            returning booking_id, fan_id, hold_id, pay_until, state
            """;
    private static final String FIND = """
            select booking_id, fan_id, hold_id, pay_until, state from booking_intent
            where booking_id = :id
               or (hold_id = :hold and fan_id = :fan and is_of_hold and state in ('OPEN', 'PLACED'))
            order by booking_id = :id desc limit 1
            """;
    private static final String MOVE = "update booking_intent set state = :to where booking_id = :id and state = :from";
    private static final String LEASE_STALE = """
            update booking_intent set check_after = statement_timestamp() + :leaseMs * interval '1 millisecond'
            where booking_id in (
              select booking_id from booking_intent
              where state in ('OPEN', 'ABANDONED') and check_after <= statement_timestamp()
                and opened_at <= statement_timestamp() - :ageMs * interval '1 millisecond'
              order by check_after limit :limit for update skip locked)
            returning booking_id, fan_id, hold_id, pay_until, state
            """;

    private static final String FORGET_SETTLED = """
            delete from booking_intent where booking_id in (
              select booking_id from booking_intent
              where state in ('PLACED', 'UNDONE') and opened_at < statement_timestamp() - :ageMs * interval '1 millisecond'
              order by opened_at limit :limit)
            """;

    private final DatabaseClient database;

    R2dbcBookingIntents(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<BookingIntent> open(BookingId id, FanId fan, HoldId hold, Duration payWithin) {
        return openOnce(id, fan, hold, payWithin)
                .switchIfEmpty(Mono.defer(
                        () -> openOnce(id, fan, hold, payWithin))) // another request's intent was abandoned in between
                .switchIfEmpty(Mono.error(() -> new Unavailable("the booking")));
    }

    private Mono<BookingIntent> openOnce(BookingId id, FanId fan, HoldId hold, Duration payWithin) {
        return of(ADD, id, fan, hold)
                .bind("performance", hold.performance().value())
                .bind("payWithinMs", payWithin.toMillis())
                .map(R2dbcBookingIntents::intent)
                .one()
                .switchIfEmpty(Mono.defer(() -> find(id, fan, hold)));
    }

    @Override
    public Mono<BookingIntent> find(BookingId id, FanId fan, HoldId hold) {
        return of(FIND, id, fan, hold).map(R2dbcBookingIntents::intent).one();
    }

    private DatabaseClient.GenericExecuteSpec of(String sql, BookingId id, FanId fan, HoldId hold) {
        return database.sql(sql).bind("id", id.value()).bind("fan", fan.value()).bind("hold", hold.value());
    }

    @Override
    public Mono<Integer> forgetSettled(Duration age, int limit) {
        return database.sql(FORGET_SETTLED)
                .bind("ageMs", age.toMillis())
                .bind("limit", limit)
                .fetch()
                .rowsUpdated()
                .map(Long::intValue);
    }

    @Override
    public Mono<Move> move(BookingId id, State from, State to) {
        return database.sql(MOVE)
                .bind("id", id.value())
                .bind("from", from.name())
                .bind("to", to.name())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1 ? Move.DONE : Move.OVERTAKEN);
    }

    @Override
    public Flux<BookingIntent> leaseStale(Duration age, Duration lease, int limit) {
        return database.sql(LEASE_STALE)
                .bind("ageMs", age.toMillis())
                .bind("leaseMs", lease.toMillis())
                .bind("limit", limit)
                .map(R2dbcBookingIntents::intent)
                .all();
    }

    private static BookingIntent intent(Readable row) {
        return new BookingIntent(
                new BookingId(text(row, "booking_id")),
                new FanId(text(row, "fan_id")),
                HoldId.parse(text(row, "hold_id")),
                time(row, "pay_until"),
                State.valueOf(text(row, "state")));
    }
}
