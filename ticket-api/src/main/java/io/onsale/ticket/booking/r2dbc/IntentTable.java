package io.onsale.ticket.booking.r2dbc;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.ticket.booking.BookingIntent;
import io.onsale.ticket.booking.BookingIntent.State;
import io.onsale.ticket.booking.BookingIntents;
import io.r2dbc.spi.Readable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class IntentTable implements BookingIntents {
    private static final String ADD = """
            insert into booking_intent (booking_id, fan_id, hold_id, performance_id, pay_until, opened_at, state, check_after)
            values (:id, :fan, :hold, :performance, :payUntil, :now, 'OPEN', :now) on conflict (booking_id) do nothing
            """;
    private static final String FIND =
            "select booking_id, fan_id, hold_id, pay_until, state from booking_intent where booking_id = :id";
    private static final String MOVE = "update booking_intent set state = :to where booking_id = :id and state = :from";
    private static final String CLAIM_STALE = """
            update booking_intent set check_after = :next where booking_id in (
              select booking_id from booking_intent
              where state in ('OPEN', 'ABANDONED') and check_after <= :now and opened_at <= :before
              order by check_after limit :limit for update skip locked)
            returning booking_id, fan_id, hold_id, pay_until, state
            """;

    private final DatabaseClient database;
    private final Clock clock;

    IntentTable(DatabaseClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Mono<BookingIntent> open(BookingIntent intent) {
        return database.sql(ADD)
                .bind("id", intent.bookingId().value())
                .bind("fan", intent.fan().value())
                .bind("hold", intent.hold().value())
                .bind("performance", intent.hold().performance().value())
                .bind("payUntil", intent.payUntil())
                .bind("now", clock.instant())
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows == 1 ? Mono.just(intent) : find(intent.bookingId()));
    }

    @Override
    public Mono<BookingIntent> find(BookingId id) {
        return database.sql(FIND)
                .bind("id", id.value())
                .map(IntentTable::intent)
                .one();
    }

    @Override
    public Mono<Boolean> move(BookingId id, State from, State to) {
        return database.sql(MOVE)
                .bind("id", id.value())
                .bind("from", from.name())
                .bind("to", to.name())
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Flux<BookingIntent> claimStale(Duration age, Duration lease, int limit) {
        Instant now = clock.instant();
        return database.sql(CLAIM_STALE)
                .bind("now", now)
                .bind("before", now.minus(age))
                .bind("next", now.plus(lease))
                .bind("limit", limit)
                .map(IntentTable::intent)
                .all();
    }

    private static BookingIntent intent(Readable row) {
        return new BookingIntent(
                new BookingId(text(row, "booking_id")),
                new FanId(text(row, "fan_id")),
                HoldId.parse(text(row, "hold_id")),
                Objects.requireNonNull(row.get("pay_until", Instant.class)),
                State.valueOf(text(row, "state")));
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class));
    }
}
