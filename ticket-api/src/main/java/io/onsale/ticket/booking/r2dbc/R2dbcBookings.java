package io.onsale.ticket.booking.r2dbc;

import static io.onsale.service.r2dbc.Rows.findTime;
import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;
import static io.onsale.service.r2dbc.Rows.time;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.EventId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.money.Money;
import io.onsale.ticket.booking.BookedSeat;
import io.onsale.ticket.booking.Booking;
import io.onsale.ticket.booking.BookingStatus;
import io.onsale.ticket.booking.Bookings;
import io.onsale.ticket.booking.PaymentId;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class R2dbcBookings implements Bookings {
    /** The current deadline: while the sale is paused it moves on with the time, see {@link R2dbcPausedSales}. */
    private static final String DEADLINE = """
            expires_at + coalesce((select greatest(statement_timestamp() - greatest(p.paused_at, placed_at), interval '0')
                                     from sale_pause p
                                    where p.sale_id = booking.sale_id and p.paused_at is not null and status = 'PENDING'),
                                  interval '0')
            """;

    private static final String EXPIRES_AT = DEADLINE + " as expires_at";

    private static final String ADD = """
            insert into booking (booking_id, fan_id, event_id, sale_id, performance_id, reservation_id, payment_id, status,
                                 amount, currency, placed_at, expires_at, check_after, place_since)
            values (:id, :fan, :event, :sale, :performance, :reservation, :payment, :status,
                    :amount, :currency, :placedAt, :expiresAt, :expiresAt, :placeSince)
            """;
    private static final String ADD_SEATS = """
            insert into booking_seat (booking_id, position, performance_id, seat_id, label, grade, amount, is_live)
            select :id, s.position, :performance, s.seat_id, s.label, s.grade, s.amount, true
            from unnest(:seats, :labels, :grades, :amounts) with ordinality as s (seat_id, label, grade, amount, position)
            """;
    private static final String SELECT = """
            select booking_id, fan_id, event_id, sale_id, performance_id, reservation_id, payment_id, status,
                   amount, currency, placed_at, place_since,
            """ + EXPIRES_AT + " from booking ";
    private static final String FIND = SELECT + "where booking_id = :id";
    private static final String LOCK = FIND + " for update";
    private static final String LOCK_BY_PAYMENT = SELECT + "where payment_id = :payment for update";
    private static final String OF_FAN = SELECT + """
                    where fan_id = :fan
                      and (:after = '' or (placed_at, booking_id) < (select placed_at, booking_id from booking where booking_id = :after))
                    order by placed_at desc, booking_id desc limit :limit
                    """;
    private static final String SEATS = """
            select s.booking_id, s.seat_id, s.label, s.grade, s.amount, b.currency
            from booking_seat s join booking b on b.booking_id = s.booking_id
            where s.booking_id = any(:ids) order by s.booking_id, s.position
            """;
    private static final String MOVE =
            "update booking set status = :to, settled_at = statement_timestamp() where booking_id = :id and status = :from";
    private static final String IS_OVERDUE =
            "select " + DEADLINE + " <= statement_timestamp() from booking where booking_id = :id";
    private static final String SHOW_STANDING = """
            select case when p.status = 'CANCELLED' then 'CANCELLED' when p.starts_at <= statement_timestamp() then 'BEGUN'
                        else 'TO_COME' end
            from booking b join performance p using (performance_id)
            where b.booking_id = :id
            """;
    private static final String LET_GO =
            "update booking_seat set is_live = false where booking_id = :id and seat_id = any(:seats)";
    private static final String LEASE_OVERDUE = """
            update booking set check_after = statement_timestamp() + :leaseMs * interval '1 millisecond' where booking_id in (
              select booking_id from booking where status = 'PENDING' and check_after <= statement_timestamp()
                and not exists (select from sale_pause p where p.sale_id = booking.sale_id and p.paused_at is not null)
              order by check_after limit :limit for update skip locked)
            returning booking_id, fan_id, event_id, sale_id, performance_id, reservation_id, payment_id, status,
                      amount, currency, placed_at, place_since,
            """ + EXPIRES_AT;

    private final DatabaseClient database;

    R2dbcBookings(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> add(Booking booking) {
        DatabaseClient.GenericExecuteSpec insert = database.sql(ADD)
                .bind("id", booking.id().value())
                .bind("fan", booking.fan().value())
                .bind("event", booking.event().value())
                .bind("sale", booking.sale().value())
                .bind("performance", booking.performance().value())
                .bind("reservation", booking.reservation().value())
                .bind("payment", booking.payment().value())
                .bind("status", booking.status().name())
                .bind("amount", booking.total().amount())
                .bind("currency", booking.total().currency())
                .bind("placedAt", booking.placedAt())
                .bind("expiresAt", booking.expiresAt());
        Instant placeSince = booking.placeSince();
        return (placeSince == null
                        ? insert.bindNull("placeSince", Instant.class)
                        : insert.bind("placeSince", placeSince))
                .then()
                .then(addSeats(booking));
    }

    private Mono<Void> addSeats(Booking booking) {
        List<BookedSeat> seats = booking.seats();
        return database.sql(ADD_SEATS)
                .bind("id", booking.id().value())
                .bind("performance", booking.performance().value())
                .bind("seats", seats.stream().map(seat -> seat.id().value()).toArray(String[]::new))
                .bind("labels", seats.stream().map(BookedSeat::label).toArray(String[]::new))
                .bind("grades", seats.stream().map(BookedSeat::grade).toArray(String[]::new))
                .bind(
                        "amounts",
                        seats.stream().map(seat -> seat.price().amount()).toArray(Long[]::new))
                .then();
    }

    @Override
    public Mono<Booking> find(BookingId id) {
        return one(database.sql(FIND).bind("id", id.value()));
    }

    @Override
    public Mono<Booking> lock(BookingId id) {
        return one(database.sql(LOCK).bind("id", id.value()));
    }

    @Override
    public Mono<Booking> lockByPayment(PaymentId payment) {
        return one(database.sql(LOCK_BY_PAYMENT).bind("payment", payment.value()));
    }

    @Override
    public Flux<Booking> ofFan(FanId fan, @Nullable BookingId after, int limit) {
        return many(database.sql(OF_FAN)
                .bind("fan", fan.value())
                .bind("after", after == null ? "" : after.value())
                .bind("limit", limit));
    }

    @Override
    public Mono<Boolean> isOverdue(BookingId id) {
        return database.sql(IS_OVERDUE)
                .bind("id", id.value())
                .mapValue(Boolean.class)
                .one();
    }

    @Override
    public Mono<ShowStanding> findShowStanding(BookingId id) {
        return database.sql(SHOW_STANDING)
                .bind("id", id.value())
                .mapValue(String.class)
                .one()
                .map(ShowStanding::valueOf);
    }

    @Override
    public Mono<Void> move(Booking locked, BookingStatus to) {
        return database.sql(MOVE)
                .bind("id", locked.id().value())
                .bind("from", locked.status().name())
                .bind("to", to.name())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1)
                .switchIfEmpty(
                        Mono.error(() -> new IllegalStateException(locked.id() + " is no longer " + locked.status())))
                .then();
    }

    @Override
    public Mono<Void> letGo(BookingId id, List<SeatId> seatIds) {
        return database.sql(LET_GO)
                .bind("id", id.value())
                .bind("seats", seatIds.stream().map(SeatId::value).toArray(String[]::new))
                .then();
    }

    @Override
    public Flux<Booking> leaseOverdue(Duration lease, int limit) {
        return many(
                database.sql(LEASE_OVERDUE).bind("leaseMs", lease.toMillis()).bind("limit", limit));
    }

    private Mono<Booking> one(DatabaseClient.GenericExecuteSpec query) {
        return many(query).next();
    }

    /** Bookings and then their seats, in two queries. */
    private Flux<Booking> many(DatabaseClient.GenericExecuteSpec query) {
        return query.map(R2dbcBookings::withoutSeats).all().collectList().flatMapMany(this::withSeats);
    }

    private Flux<Booking> withSeats(List<Booking> bookings) {
        if (bookings.isEmpty()) {
            return Flux.empty();
        }
        return database.sql(SEATS)
                .bind(
                        "ids",
                        bookings.stream().map(booking -> booking.id().value()).toArray(String[]::new))
                .map(row -> Map.entry(text(row, "booking_id"), seat(row)))
                .all()
                .collectMultimap(Map.Entry::getKey, Map.Entry::getValue)
                .flatMapIterable(seats -> bookings.stream()
                        .map(booking -> withSeats(booking, seats))
                        .toList());
    }

    private static Booking withSeats(Booking b, Map<String, Collection<BookedSeat>> seats) {
        return new Booking(
                b.id(),
                b.fan(),
                b.event(),
                b.sale(),
                b.performance(),
                b.reservation(),
                b.payment(),
                b.status(),
                b.total(),
                List.copyOf(Objects.requireNonNull(seats.get(b.id().value()))),
                b.placedAt(),
                b.expiresAt(),
                b.placeSince());
    }

    private static Booking withoutSeats(Readable row) {
        return new Booking(
                new BookingId(text(row, "booking_id")),
                new FanId(text(row, "fan_id")),
                new EventId(text(row, "event_id")),
                new SaleId(text(row, "sale_id")),
                new PerformanceId(text(row, "performance_id")),
                new ReservationId(text(row, "reservation_id")),
                new PaymentId(text(row, "payment_id")),
                BookingStatus.valueOf(text(row, "status")),
                money(row),
                List.of(),
                time(row, "placed_at"),
                time(row, "expires_at"),
                findTime(row, "place_since"));
    }

    private static BookedSeat seat(Readable row) {
        return new BookedSeat(new SeatId(text(row, "seat_id")), text(row, "label"), text(row, "grade"), money(row));
    }

    private static Money money(Readable row) {
        return new Money(number(row, "amount"), text(row, "currency"));
    }
}
