package io.onsale.seat.reservation;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.reservation.Reservation.ReservedSeat;
import io.onsale.seat.reservation.Reservations.Insertion;
import io.onsale.seat.reservation.Reservations.Insertion.Conflict;
import io.onsale.seat.reservation.Reservations.Insertion.EpochOver;
import io.onsale.seat.reservation.Reservations.Insertion.Forestalled;
import io.onsale.seat.reservation.Reservations.Insertion.Inserted;
import io.onsale.seat.reservation.Reservations.Insertion.RowExists;
import io.onsale.seat.reservation.ReserveOutcome.HoldExpired;
import io.onsale.seat.reservation.ReserveOutcome.HoldNotFound;
import io.onsale.seat.reservation.ReserveOutcome.Reserved;
import io.onsale.seat.reservation.ReserveOutcome.Taken;
import io.onsale.seat.reservation.ReservedHolds.Doubt;
import io.onsale.seat.reservation.ReservedHolds.Takeover;
import io.onsale.seat.reservation.ReservedHolds.Takeover.HoldLapsed;
import io.onsale.seat.reservation.ReservedHolds.Takeover.NoLiveHold;
import io.onsale.seat.reservation.ReservedHolds.Takeover.TakenOver;
import io.onsale.seat.seat.SeatsNotReady;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A booking takes over a hold: first in Redis, where it then no longer ends by time, then in Postgres, which has the last word. If Postgres
 * refuses, Redis is wrong about these seats and is corrected. If the answer of Postgres is lost, nothing is undone, as the row may be there: the
 * {@link Reconciler} finds out, or a repeat of the same booking does.
 */
public final class ReserveSeats {
    /** A booking extends its hold once, and not beyond this after the hold's end: as long as it extends the fan's place in the line. */
    static final Duration PAY_AFTER_HOLD_MAX = Duration.ofMinutes(30);

    private static final Logger LOG = LoggerFactory.getLogger(ReserveSeats.class);

    /** Which booking takes over which hold. */
    public record ReserveRequest(HoldId hold, BookingId booking, FanId fan, Instant payUntil) {}

    private final Performances performances;
    private final ReservedHolds holds;
    private final Reservations reservations;
    private final SettleReservations settle;
    private final MeterRegistry meters;

    public ReserveSeats(
            Performances performances,
            ReservedHolds holds,
            Reservations reservations,
            SettleReservations settle,
            MeterRegistry meters) {
        this.performances = performances;
        this.holds = holds;
        this.reservations = reservations;
        this.settle = settle;
        this.meters = meters;
    }

    /** Never empty. */
    public Mono<ReserveOutcome> reserve(ReserveRequest request) {
        return performances
                .findPerformance(request.hold().performance())
                .flatMap(performance -> holds.takeOver(
                                request.hold(), request.fan(), request.booking(), ReservationId.next())
                        .flatMap(commit -> follow(performance, request, commit)))
                .defaultIfEmpty(new HoldNotFound())
                .doOnNext(outcome -> meters.counter(
                                "onsale.seat.reservations",
                                "outcome",
                                outcome.getClass().getSimpleName())
                        .increment());
    }

    private Mono<ReserveOutcome> follow(Performance performance, ReserveRequest request, Takeover commit) {
        return switch (commit) {
            case TakenOver takenOver ->
                insert(performance, reservation(performance, request, takenOver), takenOver.epoch());
            case NoLiveHold none -> findEarlier(request).defaultIfEmpty(new HoldNotFound());
            case HoldLapsed expired -> findEarlier(request).defaultIfEmpty(new HoldExpired());
        };
    }

    private Mono<ReserveOutcome> insert(Performance performance, Reservation reservation, long epoch) {
        return reservations
                .insert(reservation, epoch)
                .flatMap(insertion -> answer(reservation, insertion, performance.maxSeatsPerFan()));
    }

    private Mono<ReserveOutcome> answer(Reservation reservation, Insertion insertion, int max) {
        return switch (insertion) {
            case Inserted inserted -> confirmed(new Reserved(reservation, true), reservation.hold());
            case RowExists existing ->
                existing.reservation().isLive()
                        ? confirmed(new Reserved(existing.reservation(), false), reservation.hold())
                        : Mono.just(new HoldNotFound());
            case Conflict taken -> correct(reservation, taken);
            case Forestalled forestalled -> Mono.error(new Unavailable("the reservation")); // a repeat starts anew
            case Insertion.LimitPassed passed ->
                forestallAndEnd(reservation).thenReturn(new ReserveOutcome.LimitPassed(passed.has(), max));
            case EpochOver over -> Mono.error(SeatsNotReady.failure());
        };
    }

    /** A lost confirmation is no failure: the reconciler will find the row. */
    private Mono<ReserveOutcome> confirmed(ReserveOutcome outcome, HoldId hold) {
        return holds.confirm(hold).onErrorComplete().thenReturn(outcome);
    }

    /**
     * Ends the hold, which can never be booked, and settles its seats for the reservations that have them. If one of these is the same booking's,
     * because Redis had lost it, the booking has what it asked for. Before that the row is prevented permanently: a repeat must not insert it after
     * all, and the seats of a row that is there must not be freed.
     */
    private Mono<ReserveOutcome> correct(Reservation reservation, Conflict taken) {
        LOG.error(
                "Redis gave away seats {} of {} that Postgres knows as taken",
                taken.seats(),
                reservation.performance());
        return forestallAndEnd(reservation)
                .then(projectAll(taken.owners()))
                .thenMany(Flux.fromIterable(taken.owners()).concatWithValues(reservation.id()))
                .concatMap(reservations::findReservation)
                .filter(owner -> owner.isLive()
                        && owner.booking().equals(reservation.booking())
                        && owner.fan().equals(reservation.fan()))
                .next()
                .<ReserveOutcome>map(own -> new Reserved(own, false))
                .defaultIfEmpty(new Taken(taken.seats()));
    }

    private Mono<Void> forestallAndEnd(Reservation reservation) {
        Doubt doubt = new Doubt(reservation.hold(), reservation.fan(), reservation.booking(), reservation.id());
        return reservations.forestall(doubt).flatMap(outcome -> switch (outcome) {
            case FORESTALLED -> holds.end(reservation.hold(), reservation.id());
            case ROW_EXISTS -> Mono.empty();
        });
    }

    /** Best effort: if this fails, the next conflicting booking corrects Redis. */
    private Mono<Void> projectAll(List<ReservationId> owners) {
        return Flux.fromIterable(owners)
                .concatMap(settle::project)
                .then()
                .doOnError(e -> LOG.warn("cannot settle reservations {} in Redis yet: {}", owners, e.toString()))
                .onErrorComplete();
    }

    /** Once a reservation is settled, or Redis was rebuilt or lost it, only Postgres knows which booking had the hold. */
    private Mono<ReserveOutcome> findEarlier(ReserveRequest request) {
        return reservations
                .findLive(request.hold())
                .filter(earlier -> earlier.booking().equals(request.booking())
                        && earlier.fan().equals(request.fan()))
                .map(earlier -> new Reserved(earlier, false));
    }

    private static Reservation reservation(Performance performance, ReserveRequest request, TakenOver takenOver) {
        List<ReservedSeat> seats = takenOver.seats().stream()
                .map(index -> reserved(performance.hall().seat(index)))
                .toList();
        return new Reservation(
                takenOver.reservation(),
                performance.id(),
                performance.sale(),
                request.booking(),
                request.hold(),
                request.fan(),
                takenOver.fence(),
                ReservationState.RESERVED,
                earlier(request.payUntil(), takenOver.holdEnds().plus(PAY_AFTER_HOLD_MAX)),
                seats,
                takenOver.placeSince());
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    private static ReservedSeat reserved(HallSeat seat) {
        return new ReservedSeat(
                seat.id(), seat.index(), seat.label(), seat.grade(), seat.price(), ReservationState.RESERVED);
    }
}
