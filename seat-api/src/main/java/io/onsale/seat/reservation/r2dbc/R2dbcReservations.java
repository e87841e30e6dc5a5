package io.onsale.seat.reservation.r2dbc;

import static io.onsale.service.r2dbc.Rows.number;
import static io.onsale.service.r2dbc.Rows.text;

import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent.BookingCancelled;
import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.event.OnsaleEvent.BookingEvent;
import io.onsale.kernel.event.OnsaleEvent.BookingExpired;
import io.onsale.kernel.event.OnsaleEvent.BookingPlaced;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.kernel.id.SeatId;
import io.onsale.seat.reservation.ForestallOutcome;
import io.onsale.seat.reservation.Projection;
import io.onsale.seat.reservation.ReleaseOutcome;
import io.onsale.seat.reservation.Reservation;
import io.onsale.seat.reservation.Reservation.ReservedSeat;
import io.onsale.seat.reservation.ReservationState;
import io.onsale.seat.reservation.Reservations;
import io.onsale.seat.reservation.Reservations.Insertion.Conflict;
import io.onsale.seat.reservation.Reservations.Insertion.EpochOver;
import io.onsale.seat.reservation.Reservations.Insertion.Forestalled;
import io.onsale.seat.reservation.Reservations.Insertion.Inserted;
import io.onsale.seat.reservation.Reservations.Insertion.LimitPassed;
import io.onsale.seat.reservation.Reservations.Insertion.RowExists;
import io.onsale.seat.reservation.ReservedHolds.Doubt;
import io.onsale.service.inbox.Inbox;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** One row per reservation and one per seat; a partial unique index lets a seat be in one live reservation only. */
final class R2dbcReservations implements Reservations {
    private static final Logger LOG = LoggerFactory.getLogger(R2dbcReservations.class);
    private static final String CONSUMER = "bookings";

    private static final String TAKEN = """
            select seat_id, reservation_id from reservation_seat
             where performance_id = $1 and seat_id = any($2) and state in ('RESERVED', 'SOLD')""";
    private static final String FIND_BY_ID =
            ReservationRows.SELECT + " where r.reservation_id = $1 order by s.seat_index";
    private static final String FIND_LIVE =
            ReservationRows.SELECT + " where r.hold_id = $1 and r.state <> 'RELEASED' order by s.seat_index";
    /** A row without seats: an insert of this reservation that comes later finds it given back. */
    private static final String FORESTALL = """
            insert into reservation (reservation_id, performance_id, sale_id, booking_id, hold_id, fan_id, fence, state,
                                     pay_until, currency, created_at, updated_at)
            select $1, performance_id, sale_id, $3, $4, $5, 0, 'RELEASED', $6, '', $6, $6
              from performance where performance_id = $2
            on conflict (reservation_id) do nothing""";

    private static final String STATE = "select state from reservation where reservation_id = $1";
    private static final String STATE_LOCKED = STATE + " for update";
    private static final String MOVE = """
            update reservation set state = $2, updated_at = $3, version = nextval('reservation_version')
             where reservation_id = $1""";
    private static final String MOVE_SEATS =
            "update reservation_seat set state = $2 where reservation_id = $1 and state <> 'RELEASED'";
    private static final String RELEASE_SOME = """
            update reservation_seat set state = 'RELEASED'
             where reservation_id = $1 and seat_id = any($2) and state <> 'RELEASED'""";
    /** Counts as a change in any case; a reservation without a live seat is released. */
    private static final String COUNT_RELEASE = """
            update reservation set updated_at = $2, version = nextval('reservation_version'),
                   state = case when exists (select 1 from reservation_seat
                                              where reservation_id = $1 and state <> 'RELEASED')
                                then state else 'RELEASED' end
             where reservation_id = $1""";

    private record TakenSeat(SeatId seat, ReservationId owner) {}

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final Inbox inbox;
    private final Clock clock;

    R2dbcReservations(DatabaseClient database, TransactionalOperator transaction, Inbox inbox, Clock clock) {
        this.database = database;
        this.transaction = transaction;
        this.inbox = inbox;
        this.clock = clock;
    }

    @Override
    public Mono<Insertion> insert(Reservation reservation, long epoch) {
        return insertRows(reservation, epoch)
                .flatMap(rows -> rows > 0 ? Mono.just(new Inserted()) : existing(reservation, epoch))
                .onErrorResume(DataIntegrityViolationException.class, e -> refused(reservation));
    }

    private Mono<Long> insertRows(Reservation reservation, long epoch) {
        List<ReservedSeat> seats = reservation.seats();
        DatabaseClient.GenericExecuteSpec insert = database.sql(ReservationInsert.INSERT)
                .bind(0, reservation.id().value())
                .bind(1, reservation.performance().value())
                .bind(2, reservation.sale().value())
                .bind(3, reservation.booking().value())
                .bind(4, reservation.hold().value())
                .bind(5, reservation.fan().value())
                .bind(6, reservation.fence())
                .bind(7, reservation.payUntil().atOffset(ZoneOffset.UTC))
                .bind(8, seats.getFirst().price().currency())
                .bind(9, now())
                .bind(10, epoch)
                .bind(11, column(seats, String[]::new, seat -> seat.id().value()))
                .bind(12, column(seats, Integer[]::new, ReservedSeat::index))
                .bind(13, column(seats, String[]::new, ReservedSeat::label))
                .bind(14, column(seats, String[]::new, ReservedSeat::grade))
                .bind(15, column(seats, Long[]::new, seat -> seat.price().amount()));
        Instant since = reservation.placeSince();
        return (since == null
                        ? insert.bindNull(16, OffsetDateTime.class)
                        : insert.bind(16, since.atOffset(ZoneOffset.UTC)))
                .fetch()
                .rowsUpdated();
    }

    private Mono<Insertion> existing(Reservation reservation, long epoch) {
        return state(reservation.id(), STATE)
                .flatMap(state -> findReservation(reservation.id())
                        .<Insertion>map(RowExists::new)
                        .defaultIfEmpty(new Forestalled())) // a row without seats
                .switchIfEmpty(Mono.defer(() -> notMade(reservation, epoch)));
    }

    private Mono<Insertion> notMade(Reservation reservation, long epoch) {
        return database.sql(ReservationInsert.SEATS_IN_EPOCH)
                .bind(0, reservation.performance().value())
                .bind(1, epoch)
                .bind(2, reservation.sale().value())
                .bind(3, reservation.fan().value())
                .bind(4, reservation.booking().value())
                .map(row -> Math.toIntExact(number(row, "has")))
                .one()
                .<Insertion>map(LimitPassed::new)
                .defaultIfEmpty(new EpochOver());
    }

    private Mono<Insertion> refused(Reservation reservation) {
        String[] wanted =
                column(reservation.seats(), String[]::new, seat -> seat.id().value());
        return database.sql(TAKEN)
                .bind(0, reservation.performance().value())
                .bind(1, wanted)
                .map(row ->
                        new TakenSeat(new SeatId(text(row, "seat_id")), new ReservationId(text(row, "reservation_id"))))
                .all()
                .collectList() // at most the seats of one hold
                .map(taken -> new Conflict(
                        taken.stream().map(TakenSeat::seat).toList(),
                        taken.stream().map(TakenSeat::owner).distinct().toList()));
    }

    @Override
    public Mono<Reservation> findReservation(ReservationId id) {
        return findProjection(id).map(Projection::reservation);
    }

    @Override
    public Mono<Projection> findProjection(ReservationId id) {
        return find(FIND_BY_ID, id.value());
    }

    @Override
    public Mono<Reservation> findLive(HoldId hold) {
        return find(FIND_LIVE, hold.value()).map(Projection::reservation);
    }

    private Mono<Projection> find(String sql, String id) {
        return database.sql(sql)
                .bind(0, id)
                .map(ReservationRows::read)
                .all()
                .collectList() // at most the seats of one hold
                .filter(rows -> !rows.isEmpty())
                .map(ReservationRows::merge);
    }

    @Override
    public Mono<ForestallOutcome> forestall(Doubt doubt) {
        return database.sql(FORESTALL)
                .bind(0, doubt.reservation().value())
                .bind(1, doubt.hold().performance().value())
                .bind(2, doubt.booking().value())
                .bind(3, doubt.hold().value())
                .bind(4, doubt.fan().value())
                .bind(5, now())
                .fetch()
                .rowsUpdated()
                .flatMap(rows -> rows > 0
                        ? Mono.just(ForestallOutcome.FORESTALLED)
                        : findReservation(doubt.reservation())
                                .map(standing -> ForestallOutcome.ROW_EXISTS)
                                .defaultIfEmpty(ForestallOutcome.FORESTALLED)); // a row without seats
    }

    @Override
    public Mono<ReleaseOutcome> release(ReservationId id) {
        return state(id, STATE_LOCKED)
                .flatMap(state -> switch (state) {
                    case RESERVED -> move(id, ReservationState.RELEASED).thenReturn(ReleaseOutcome.RELEASED);
                    case SOLD -> Mono.just(ReleaseOutcome.SOLD);
                    case RELEASED -> Mono.just(ReleaseOutcome.RELEASED);
                })
                .defaultIfEmpty(ReleaseOutcome.RELEASED)
                .as(transaction::transactional);
    }

    @Override
    public Mono<Void> apply(EventEnvelope<? extends BookingEvent> event) {
        ReservationId id = new ReservationId(event.data().reservationId());
        return inbox.once(
                CONSUMER, event.id(), state(id, STATE_LOCKED).flatMap(state -> effect(event.data(), id, state)));
    }

    private Mono<Void> effect(BookingEvent event, ReservationId id, ReservationState state) {
        return switch (event) {
            case BookingPlaced placed -> Mono.empty();
            case BookingConfirmed confirmed ->
                state == ReservationState.RESERVED
                        ? move(id, ReservationState.SOLD)
                        : unless(ReservationState.SOLD, state, event);
            case BookingExpired expired ->
                state == ReservationState.RESERVED
                        ? move(id, ReservationState.RELEASED)
                        : unless(ReservationState.RELEASED, state, event);
            case BookingCancelled cancelled -> releaseSome(id, cancelled.seatIds());
        };
    }

    /** States only move forward. An event that does not fit is a bug, which is not repaired by guessing. */
    private static Mono<Void> unless(ReservationState expected, ReservationState state, BookingEvent event) {
        if (state != expected) {
            LOG.error("{} does not fit a reservation that is {}: left alone", event, state);
        }
        return Mono.empty();
    }

    private Mono<Void> move(ReservationId id, ReservationState state) {
        return database.sql(MOVE_SEATS)
                .bind(0, id.value())
                .bind(1, state.name())
                .then()
                .then(database.sql(MOVE)
                        .bind(0, id.value())
                        .bind(1, state.name())
                        .bind(2, now())
                        .then());
    }

    private Mono<Void> releaseSome(ReservationId id, List<String> seats) {
        return database.sql(RELEASE_SOME)
                .bind(0, id.value())
                .bind(1, seats.toArray(String[]::new))
                .then()
                .then(database.sql(COUNT_RELEASE)
                        .bind(0, id.value())
                        .bind(1, now())
                        .then());
    }

    private Mono<ReservationState> state(ReservationId id, String sql) {
        return database.sql(sql)
                .bind(0, id.value())
                .map(row -> ReservationState.valueOf(text(row, "state")))
                .one();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static <T> T[] column(List<ReservedSeat> seats, IntFunction<T[]> array, Function<ReservedSeat, T> field) {
        return seats.stream().map(field).toArray(array);
    }
}
