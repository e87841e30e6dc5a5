package io.onsale.seat.drift;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.envelope;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.onsale.kernel.event.OnsaleEvent.BookingCancelled;
import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.OpaqueId;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.HoldReleaseOutcome;
import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.reservation.Reconciler;
import io.onsale.seat.reservation.Reservation;
import io.onsale.seat.reservation.ReserveOutcome.Reserved;
import io.onsale.seat.reservation.ReserveSeats;
import io.onsale.seat.reservation.ReserveSeats.ReserveRequest;
import io.onsale.seat.reservation.SettleReservations;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.redis.Scripts;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * The audit compares without a pause and without a grace while fans hold, book, pay and give back: it disturbs nobody. At least two whole
 * comparisons see each step, also a reservation on its way to Postgres: what is found only once is never mended.
 */
class AuditUnderLoadTest {
    private static final int SEATS = 24;
    private static final int FANS = 12; // at a time
    private static final int WALKS = 25; // of each
    private static final int LOOKS = 3; // the first may be under way: two see all of it
    private static final long SEED = 11;

    @RegisterExtension
    static final SeatService service = new SeatService();

    private final Performance performance =
            service.publish(aSale().withRow("A", SEATS).atMost(8));
    private final SettleReservations settle = service.bean(SettleReservations.class);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DriftAuditor auditor = DriftAuditor.of(
            service.bean(Performances.class),
            service.bean(LedgerSeats.class),
            service.bean(StoredSeats.class),
            settle,
            service.bean(Reconciler.class),
            Clock.systemUTC(),
            Duration.ZERO,
            meters);
    private final Sinks.Many<Long> looks = Sinks.many().multicast().directBestEffort();

    @Test
    void no_hold_and_no_reservation_is_touched() {
        Mono<Void> fans = Flux.range(0, FANS)
                .flatMap(fan -> walks(new Random(SEED + fan)).subscribeOn(Schedulers.parallel()), FANS)
                .then()
                .cache();

        Flux.merge(
                        fans,
                        Mono.defer(() -> auditor.compare(performance.id()))
                                .doOnSuccess(done -> looks.tryEmitNext(1L))
                                .repeat()
                                .takeUntilOther(fans),
                        Mono.defer(this::keepRowsWaiting).repeat().takeUntilOther(fans))
                .blockLast(PATIENCE.multipliedBy(4));

        auditor.compare(performance.id()).block(PATIENCE);
        assertThat(meters.get("onsale.seat.drift").gauges()).allMatch(gauge -> gauge.value() == 0);
        assertThat(inRedis()).isEqualTo(inPostgres());
    }

    /** Done after two whole comparisons. */
    private Mono<Void> seen() {
        return looks.asFlux().take(LOOKS).then();
    }

    /** Postgres accepts no new reservation for a while, as under a rebuild's lock. */
    private Mono<Void> keepRowsWaiting() {
        return Mono.usingWhen(
                Mono.fromCallable(this::lock).subscribeOn(Schedulers.boundedElastic()),
                connection -> seen(),
                connection -> Mono.fromCallable(() -> unlock(connection)).subscribeOn(Schedulers.boundedElastic()));
    }

    private Connection lock() throws SQLException {
        Connection connection = service.postgres();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "select 1 from performance where performance_id = '" + performance.id() + "' for no key update");
        }
        return connection;
    }

    private static boolean unlock(Connection connection) throws SQLException {
        connection.close();
        return true;
    }

    private Mono<Void> walks(Random random) {
        return Mono.defer(() -> walk(random)).repeat(WALKS - 1L).then();
    }

    /** A hold that is found as long as it is there, and then given back, or booked and given back, or sold and perhaps cancelled. */
    private Mono<Void> walk(Random random) {
        FanId fan = new FanId(OpaqueId.next());
        NewHold newHold = new NewHold(performance, fan, HoldId.nextFor(performance.id()));
        SeatHolds holds = service.bean(SeatHolds.class);
        int fate = random.nextInt(5);
        return holds.hold(newHold, List.of(performance.hall().seat(random.nextInt(SEATS))))
                .ofType(Held.class)
                .flatMap(held -> seen().then(Mono.defer(() -> holds.findHold(performance, newHold.id(), fan)))
                        .switchIfEmpty(Mono.error(() -> new AssertionError("a live hold is gone")))
                        .flatMap(found -> fate == 0
                                ? holds.release(performance, newHold.id(), fan)
                                        .flatMap(AuditUnderLoadTest::mustBeReleased)
                                : book(newHold.id(), fan, fate)));
    }

    private static Mono<Void> mustBeReleased(HoldReleaseOutcome given) {
        return given == HoldReleaseOutcome.RELEASED
                ? Mono.empty()
                : Mono.error(new AssertionError("a live hold could not be given back"));
    }

    private Mono<Void> book(HoldId hold, FanId fan, int fate) {
        var request =
                new ReserveRequest(hold, new BookingId(OpaqueId.next()), fan, Instant.parse("2050-01-01T00:00:00Z"));
        return service.bean(ReserveSeats.class)
                .reserve(request)
                .cast(Reserved.class)
                .map(Reserved::reservation)
                .delayUntil(made -> seen())
                .flatMap(made -> switch (fate) {
                    case 1, 2 -> settle.release(made.id()).then();
                    case 3 -> settle.settle(envelope(confirmed(made))).then(settle.settle(envelope(cancelled(made))));
                    default ->
                        random(made)
                                ? settle.settle(envelope(confirmed(made)))
                                : settle.release(made.id()).then();
                });
    }

    /** Some stay sold, and not too many: the others need seats. */
    private static boolean random(Reservation made) {
        return made.id().value().hashCode() % 8 == 0;
    }

    private Map<String, String> inRedis() {
        String states = service.states(performance);
        Map<String, String> owners = Objects.requireNonNull(service.bean(Scripts.class)
                .commands()
                .hgetall(SeatKeys.of(performance.sale(), performance.id()).owners())
                .collectMap(entry -> entry.getKey(), entry -> entry.getValue())
                .block(PATIENCE));
        Map<String, String> seats = new TreeMap<>();
        for (int i = 0; i < SEATS; i++) {
            if (states.charAt(i) != '0') {
                seats.put(Integer.toString(i), states.charAt(i) + " " + owners.get(Integer.toString(i)));
            }
        }
        return seats;
    }

    private Map<String, String> inPostgres() {
        Map<String, String> seats = new TreeMap<>();
        service.sql("select seat_index || ' ' || case s.state when 'SOLD' then 2 else 1 end || ' ' || hold_id"
                        + " from reservation_seat s join reservation using (reservation_id)"
                        + " where s.performance_id = '" + performance.id() + "' and s.state <> 'RELEASED'")
                .forEach(row -> {
                    String[] words = row.split(" ");
                    seats.put(words[0], words[1] + " " + HoldId.parse(words[2]).random());
                });
        return seats;
    }

    private static BookingConfirmed confirmed(Reservation made) {
        return new BookingConfirmed(
                made.booking().value(),
                made.sale().value(),
                made.performance().value(),
                made.fan().value(),
                made.id().value(),
                made.seats().stream().map(seat -> seat.id().value()).toList(),
                made.total());
    }

    private static BookingCancelled cancelled(Reservation made) {
        return new BookingCancelled(
                made.booking().value(),
                made.sale().value(),
                made.performance().value(),
                made.fan().value(),
                made.id().value(),
                made.seats().stream().map(seat -> seat.id().value()).toList());
    }
}
