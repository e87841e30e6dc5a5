package io.onsale.seat.rebuild;

import static io.onsale.seat.testing.SaleBuilder.aSale;
import static io.onsale.seat.testing.SeatService.PATIENCE;
import static io.onsale.seat.testing.SeatService.aFan;
import static io.onsale.seat.testing.SeatService.envelope;
import static io.onsale.seat.testing.SeatService.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.onsale.kernel.event.OnsaleEvent.BookingCancelled;
import io.onsale.kernel.event.OnsaleEvent.BookingConfirmed;
import io.onsale.kernel.event.OnsaleEvent.BookingEvent;
import io.onsale.kernel.event.OnsaleEvent.BookingExpired;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.kernel.testing.AlsoOnCluster;
import io.onsale.seat.expiry.LapsedHolds;
import io.onsale.seat.hold.Hold;
import io.onsale.seat.hold.HoldOutcome;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.NewHold;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.reservation.Projection;
import io.onsale.seat.reservation.Reservation;
import io.onsale.seat.reservation.ReserveOutcome.Reserved;
import io.onsale.seat.reservation.ReserveSeats;
import io.onsale.seat.reservation.ReserveSeats.ReserveRequest;
import io.onsale.seat.reservation.ReservedHolds;
import io.onsale.seat.reservation.SettleReservations;
import io.onsale.seat.seat.Epochs;
import io.onsale.seat.seat.SeatKeys;
import io.onsale.seat.testing.SeatService;
import io.onsale.service.redis.Scripts;
import io.onsale.service.web.ProblemException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Mono;

/** Redis is another server, and bookings end between the rebuild's reading of Postgres and its writing: nothing that ended is set up again. */
@AlsoOnCluster
class SettlingDuringRebuildTest {
    @RegisterExtension
    static final SeatService service = new SeatService();

    private final Performance performance =
            service.publish(aSale().withRow("A", 4).atMost(3));
    private final FanId ann = aFan();
    private final SettleReservations settle = service.bean(SettleReservations.class);
    private final SeatKeys keys = SeatKeys.of(performance.sale(), performance.id());
    private Hold hold = hold("A-1", "A-2");
    private Reservation reservation = reserve(hold);

    @BeforeEach
    void onlyWeRebuildAndSweep() {
        service.loop("rebuildLoop").stop();
        service.loop("holdSweeperLoop").stop();
    }

    @AfterEach
    void goOn() {
        service.loop("holdSweeperLoop").start();
        service.loop("rebuildLoop").start();
    }

    @Test
    void a_booking_that_expires_during_a_rebuild_frees_its_seats() {
        rebuildWhile(settled(expired()));

        eventually(() -> assertThat(service.states(performance)).isEqualTo("0000"));
        hold("A-1", "A-2", "A-3"); // and the fan may have as many as before
    }

    @Test
    void a_booking_that_is_cancelled_during_a_rebuild_frees_the_seats_that_it_names() {
        settle.settle(envelope(confirmed())).block(PATIENCE);

        rebuildWhile(settled(cancelled("A-2")));

        eventually(() -> assertThat(service.states(performance)).isEqualTo("2000"));
        hold("A-2", "A-3");
    }

    @Test
    void a_booking_that_is_confirmed_during_a_rebuild_has_its_seats_sold() {
        rebuildWhile(settled(confirmed()));

        eventually(() -> assertThat(service.states(performance)).isEqualTo("2200"));
    }

    @Test
    void a_reservation_that_is_given_back_during_a_rebuild_frees_its_seats() {
        rebuildWhile(settle.release(reservation.id()).then());

        eventually(() -> assertThat(service.states(performance)).isEqualTo("0000"));
        hold("A-1", "A-2", "A-3");
    }

    /** Everything that writes seats waits for the rebuild. */
    @TestFactory
    Stream<DynamicTest> nothing_is_written_into_a_server_that_the_seats_were_not_set_up_in() {
        Hold other = hold("A-3");
        service.lapse(other.id());
        Hold held = hold("A-4");
        long epoch = Objects.requireNonNull(
                service.bean(Epochs.class).findEpoch(performance.id()).block(PATIENCE));
        anotherServer();
        String before = everything();
        var holds = service.bean(SeatHolds.class);
        var reserved = service.bean(ReservedHolds.class);
        NewHold others = new NewHold(performance, aFan(), HoldId.nextFor(performance.id()));
        return Map.<String, Mono<?>>of(
                        "hold", holds.hold(others, seats("A-3")),
                        "hold the best",
                                holds.holdBest(others, 1, performance.hall().ranked(), true),
                        "release", holds.release(performance, held.id(), ann),
                        "reserve", reserved.takeOver(held.id(), ann, new BookingId("b2"), ReservationId.next()),
                        "undo", reserved.undo(hold.id(), reservation.id()),
                        "end", reserved.end(hold.id(), reservation.id()),
                        "list", reserved.overdue(performance.id(), 10).collectList(),
                        "settle", reserved.settle(new Projection(reservation, 1, epoch)),
                        "sweep", service.bean(LapsedHolds.class).endSome(performance.id(), 10))
                .entrySet()
                .stream()
                .map(step -> DynamicTest.dynamicTest(step.getKey(), () -> {
                    Object refused = step.getValue()
                            .<Object>map(done -> done)
                            .onErrorResume(
                                    ProblemException.class,
                                    e -> Mono.just(e.problem().type()))
                            .defaultIfEmpty("done")
                            .block(PATIENCE);
                    assertThat(refused).hasToString(ProblemType.SEATS_NOT_READY.uri());
                    assertThat(everything()).isEqualTo(before);
                }));
    }

    /** A rebuild with {@code event} between the reading and the writing; an event that fails is delivered again, as by Kafka. */
    private void rebuildWhile(Mono<Void> event) {
        anotherServer();
        AtomicBoolean acknowledged = new AtomicBoolean();
        SeatStore store = service.bean(SeatStore.class);
        service.bean(SeatLedger.class)
                .inNextEpoch(
                        performance.id(),
                        epoch -> Mono.just(true),
                        opening -> Mono.fromFuture(() -> event.doOnSuccess(done -> acknowledged.set(true))
                                        .toFuture()) // not in the rebuild's transaction
                                .onErrorComplete(ProblemException.class)
                                .then(store.setUp(performance.id(), performance.hall(), opening)))
                .block(PATIENCE);
        if (!acknowledged.get()) {
            eventually(() -> event.block(PATIENCE));
        }
    }

    private void anotherServer() {
        redis().set(keys.server(), "0123456789abcdef").block(PATIENCE);
    }

    private Mono<Void> settled(BookingEvent event) {
        var envelope = envelope(event);
        return Mono.defer(() -> settle.settle(envelope));
    }

    /** Everything that Redis has of the seats. */
    private String everything() {
        return service.states(performance)
                + redis().hgetall(keys.holds()).collectList().block(PATIENCE)
                + redis().hgetall(keys.owners()).collectList().block(PATIENCE)
                + redis().hgetall(keys.fans()).collectList().block(PATIENCE)
                + redis().zrange(keys.expiry(), 0, -1).collectList().block(PATIENCE)
                + redis().zrange(keys.reserving(), 0, -1).collectList().block(PATIENCE);
    }

    private Hold hold(String... ids) {
        HoldOutcome outcome =
                service.bean(SeatHolds.class).hold(newHold(), seats(ids)).block(PATIENCE);
        return ((Held) Objects.requireNonNull(outcome)).hold();
    }

    private NewHold newHold() {
        return new NewHold(performance, ann, HoldId.nextFor(performance.id()));
    }

    private List<HallSeat> seats(String... ids) {
        return Arrays.stream(ids)
                .map(id -> Objects.requireNonNull(performance.hall().findSeat(new SeatId(id))))
                .toList();
    }

    private Reservation reserve(Hold hold) {
        Instant payUntil = Instant.parse("2050-01-01T00:00:00Z");
        var outcome = service.bean(ReserveSeats.class)
                .reserve(new ReserveRequest(hold.id(), new BookingId("b-" + ann), ann, payUntil))
                .block(PATIENCE);
        return ((Reserved) Objects.requireNonNull(outcome)).reservation();
    }

    private BookingConfirmed confirmed() {
        return new BookingConfirmed(
                reservation.booking().value(),
                reservation.sale().value(),
                reservation.performance().value(),
                reservation.fan().value(),
                reservation.id().value(),
                seatIds(),
                reservation.total());
    }

    private BookingExpired expired() {
        return new BookingExpired(
                reservation.booking().value(),
                reservation.sale().value(),
                reservation.performance().value(),
                reservation.fan().value(),
                reservation.id().value(),
                seatIds());
    }

    private BookingCancelled cancelled(String seat) {
        return new BookingCancelled(
                reservation.booking().value(),
                reservation.sale().value(),
                reservation.performance().value(),
                reservation.fan().value(),
                reservation.id().value(),
                List.of(seat));
    }

    private List<String> seatIds() {
        return reservation.seats().stream().map(seat -> seat.id().value()).toList();
    }

    private static io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands<String, String> redis() {
        return service.bean(Scripts.class).commands();
    }
}
