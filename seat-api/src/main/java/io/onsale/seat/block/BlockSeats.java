package io.onsale.seat.block;

import io.onsale.kernel.access.Principal;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SeatId;
import io.onsale.seat.block.BlockedSeats.StateChange;
import io.onsale.seat.block.KeptBackSeats.DueRelease;
import io.onsale.seat.block.NotedControls.Why;
import io.onsale.seat.plan.Hall;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.seat.SeatState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Keeps seats back or releases them: in Postgres, then in Redis, then Postgres commits. If it stops in between, the comparison of the two makes
 * Redis what Postgres says. A seat that is held or sold cannot be kept back: it is taken out of Postgres again and refused.
 */
public final class BlockSeats {
    private static final String SYSTEM = "system"; // who releases at the time that a seller has set

    public static final int SEATS_MAX = 2_000; // per request; keeps the script below some milliseconds

    /** What a seller asks for; a seat is in one of the lists. */
    public record BlockRequest(
            PerformanceId performance,
            List<SeatId> block,
            List<SeatId> release,
            Allotment allotment,
            String reason,
            Principal caller) {
        Why why() {
            return new Why(allotment, reason, caller.id());
        }
    }

    /** Why a seat was left as it is. */
    public enum BlockRefusal {
        HELD,
        SOLD,
        /** The plan has no grade for it: it is never for sale. */
        NOT_FOR_SALE
    }

    /** The result. */
    public sealed interface Outcome {
        /** @param refused by seat; all others are as asked */
        record Done(List<SeatId> blocked, List<SeatId> released, Map<SeatId, BlockRefusal> refused)
                implements Outcome {}

        record Unknown(List<String> seatIds) implements Outcome {}

        /** There is no such performance, or it is another seller's. */
        record NoSuchPerformance() implements Outcome {}

        /** Its seats were removed. */
        record Over() implements Outcome {}
    }

    private final Performances performances;
    private final KeptBackSeats keptBack;
    private final BlockedSeats blocked;
    private final NotedControls noted;
    private final Clock clock;

    public BlockSeats(
            Performances performances, KeptBackSeats keptBack, BlockedSeats blocked, NotedControls noted, Clock clock) {
        this.performances = performances;
        this.keptBack = keptBack;
        this.blocked = blocked;
        this.noted = noted;
        this.clock = clock;
    }

    /** Never empty. Safe to repeat. */
    public Mono<Outcome> change(BlockRequest request) {
        return performances
                .findPerformance(request.performance())
                .filter(performance -> performance.isRunBy(request.caller()))
                .flatMap(performance -> change(performance, request))
                .defaultIfEmpty(new Outcome.NoSuchPerformance());
    }

    private Mono<Outcome> change(Performance performance, BlockRequest request) {
        Hall hall = performance.hall();
        List<String> unknown = new ArrayList<>();
        List<HallSeat> toBlock = new ArrayList<>();
        List<HallSeat> toRelease = new ArrayList<>();
        Result result = new Result();
        sort(hall, request.block(), toBlock, unknown, result);
        sort(hall, request.release(), toRelease, unknown, result);
        if (!unknown.isEmpty()) {
            return Mono.just(new Outcome.Unknown(unknown));
        }
        Mono<Outcome> change = release(performance.id(), toRelease, request.why(), result)
                .then(Mono.defer(() -> block(performance.id(), toBlock, request.why(), result)))
                .then(Mono.defer(
                        () -> noted.audit(performance.id(), result.blocked(), result.released(), request.why())))
                .then(Mono.fromSupplier(result::outcome));
        return keptBack.exclusively(performance.id(), change);
    }

    private static void sort(Hall hall, List<SeatId> ids, List<HallSeat> found, List<String> unknown, Result result) {
        for (SeatId id : new LinkedHashSet<>(ids)) {
            HallSeat seat = hall.findSeat(id);
            if (seat == null) {
                unknown.add(id.value());
            } else if (seat.grade().isEmpty()) {
                result.refused.put(id, BlockRefusal.NOT_FOR_SALE);
            } else {
                found.add(seat);
            }
        }
    }

    private Mono<Void> release(PerformanceId performance, List<HallSeat> seats, Why why, Result result) {
        return seats.isEmpty()
                ? Mono.empty()
                : keptBack.remove(performance, seats)
                        .then(set(performance, seats, SeatState.AVAILABLE, why))
                        .doOnNext(done -> seats.forEach(seat -> result.released.add(seat.id())))
                        .switchIfEmpty(Mono.fromRunnable(() -> result.isOver = true))
                        .then();
    }

    private Mono<Void> block(PerformanceId performance, List<HallSeat> seats, Why why, Result result) {
        return seats.isEmpty()
                ? Mono.empty()
                : keptBack.add(performance, seats, why.allotment(), why.reason(), why.who())
                        .then(set(performance, seats, SeatState.BLOCKED, why))
                        .flatMap(done ->
                                refuse(performance, seats, done.taken(), result).thenReturn(done))
                        .switchIfEmpty(Mono.fromRunnable(() -> result.isOver = true))
                        .then();
    }

    private Mono<StateChange> set(PerformanceId performance, List<HallSeat> seats, SeatState state, Why why) {
        return blocked.set(performance, seats, state)
                .flatMap(done -> noted.noteMove(performance, done, state, why).thenReturn(done));
    }

    /** Puts seats on sale whose time has come, unless somebody has changed that meanwhile. */
    Mono<Void> releaseDue(DueRelease due) {
        return performances.findPerformance(due.performance()).flatMap(performance -> {
            Result result = new Result();
            Why why = new Why(Allotment.NONE, "released at " + due.at(), SYSTEM);
            Mono<Void> change = keptBack.stillDue(performance.id(), due.seats(), clock.instant())
                    .map(seats -> seats.stream().map(performance.hall()::seat).toList())
                    .flatMap(seats -> release(performance.id(), seats, why, result))
                    .then(Mono.defer(() -> noted.audit(performance.id(), List.of(), result.released(), why)));
            return keptBack.exclusively(performance.id(), change);
        });
    }

    private Mono<Void> refuse(
            PerformanceId performance, List<HallSeat> seats, Map<Integer, SeatState> taken, Result result) {
        List<HallSeat> refused = new ArrayList<>();
        for (HallSeat seat : seats) {
            if (taken.containsKey(seat.index())) {
                boolean isSold = Objects.equals(taken.get(seat.index()), SeatState.SOLD);
                result.refused.put(seat.id(), isSold ? BlockRefusal.SOLD : BlockRefusal.HELD);
                refused.add(seat);
            } else {
                result.blocked.add(seat.id());
            }
        }
        return refused.isEmpty() ? Mono.empty() : keptBack.remove(performance, refused);
    }

    /** Gathers the outcome of one request. */
    private static final class Result {
        private final Set<SeatId> blocked = new LinkedHashSet<>();
        private final Set<SeatId> released = new LinkedHashSet<>();
        private final Map<SeatId, BlockRefusal> refused = new LinkedHashMap<>();
        private boolean isOver;

        List<SeatId> blocked() {
            return List.copyOf(blocked);
        }

        List<SeatId> released() {
            return List.copyOf(released);
        }

        Outcome outcome() {
            return isOver ? new Outcome.Over() : new Outcome.Done(List.copyOf(blocked), List.copyOf(released), refused);
        }
    }
}
