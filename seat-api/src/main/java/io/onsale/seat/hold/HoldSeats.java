package io.onsale.seat.hold;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.pass.Pass;
import io.onsale.seat.hold.HoldOutcome.NoSuchPerformance;
import io.onsale.seat.hold.HoldOutcome.NoneFit;
import io.onsale.seat.hold.HoldOutcome.PassRefused;
import io.onsale.seat.hold.HoldOutcome.PerformanceCancelled;
import io.onsale.seat.hold.HoldOutcome.PerformanceStarted;
import io.onsale.seat.hold.HoldOutcome.Unknown;
import io.onsale.seat.hold.Wish.BestAvailable;
import io.onsale.seat.hold.Wish.Chosen;
import io.onsale.seat.map.SeatMap;
import io.onsale.seat.map.SeatMaps;
import io.onsale.seat.plan.Hall;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.plan.RankedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A fan with a pass asks for seats: pass checked → seats found in the plan → held in Redis. */
public final class HoldSeats {
    /**
     * What a fan asks for.
     *
     * @param key the caller's idempotency key: for a day the same key and wish have the same outcome, also after the hold is over
     */
    public record HoldRequest(
            PerformanceId performance,
            FanId fan,
            @Nullable String pass,
            Wish wish,
            @Nullable String key) {}

    private final Performances performances;
    private final Passes passes;
    private final SeatHolds holds;
    private final SeatMaps maps;
    private final MeterRegistry meters;
    private final Map<Class<?>, Counter> outcomes = new ConcurrentHashMap<>();

    public HoldSeats(Performances performances, Passes passes, SeatHolds holds, SeatMaps maps, MeterRegistry meters) {
        this.performances = performances;
        this.passes = passes;
        this.holds = holds;
        this.maps = maps;
        this.meters = meters;
    }

    /** Never empty. */
    public Mono<HoldOutcome> hold(HoldRequest request) {
        return performances
                .findPerformance(request.performance())
                .flatMap(performance -> holdIfAdmitted(performance, request))
                .defaultIfEmpty(new NoSuchPerformance())
                .doOnNext(this::count);
    }

    private Mono<HoldOutcome> holdIfAdmitted(Performance performance, HoldRequest request) {
        if (performance.isCancelled()) {
            return Mono.just(new PerformanceCancelled());
        }
        if (request.pass() == null) {
            return Mono.just(new PassRefused());
        }
        return passes.findPass(request.pass(), request.fan(), performance.sale())
                .flatMap(pass -> holdWish(performance, pass, request))
                .defaultIfEmpty(new PassRefused());
    }

    private Mono<HoldOutcome> holdWish(Performance performance, Pass pass, HoldRequest request) {
        NewHold newHold = newHold(performance, pass, request);
        Mono<HoldOutcome> outcome = switch (request.wish()) {
            case Chosen chosen -> holdChosen(performance, newHold, chosen.seats());
            case BestAvailable best -> holdBest(performance, newHold, best);
        };
        return outcome.defaultIfEmpty(new PerformanceStarted()); // long ago: its seats were removed
    }

    private Mono<HoldOutcome> holdChosen(Performance performance, NewHold newHold, List<SeatId> ids) {
        List<HallSeat> seats = new ArrayList<>(ids.size());
        List<String> unknown = new ArrayList<>(0);
        for (SeatId id : ids) {
            HallSeat seat = performance.hall().findSeat(id);
            if (seat == null) {
                unknown.add(id.value());
            } else {
                seats.add(seat);
            }
        }
        return unknown.isEmpty() ? holds.hold(newHold, seats) : Mono.just(new Unknown("seatIds", unknown));
    }

    private Mono<HoldOutcome> holdBest(Performance performance, NewHold newHold, BestAvailable best) {
        Hall hall = performance.hall();
        if (best.grade() != null && !hall.hasGrade(best.grade())) {
            return Mono.just(new Unknown("bestAvailable.grade", List.of(best.grade())));
        }
        if (best.section() != null && !hall.hasSection(best.section())) {
            return Mono.just(new Unknown("bestAvailable.section", List.of(best.section())));
        }
        List<RankedRun> all = BestRuns.fitting(hall.ranked(), best);
        SeatMap map = maps.findMap(performance);
        List<RankedRun> likely = map == null ? all : BestRuns.likely(all, best.quantity(), map.states());
        boolean isAll = likely.size() == all.size();
        return holds.holdBest(newHold, best.quantity(), likely, isAll)
                .flatMap(outcome -> outcome instanceof NoneFit && !isAll
                        ? holds.holdBest(newHold, best.quantity(), all, true) // the map was behind: search everything
                        : Mono.just(outcome));
    }

    private static NewHold newHold(Performance performance, Pass pass, HoldRequest request) {
        NewHold newHold = request.key() == null
                ? new NewHold(performance, request.fan(), HoldId.nextFor(performance.id()))
                : NewHold.keyed(performance, request.fan(), request.key(), request.wish());
        return newHold.under(pass.since());
    }

    private void count(HoldOutcome outcome) {
        outcomes.computeIfAbsent(
                        outcome.getClass(),
                        type -> meters.counter("onsale.seat.holds", "outcome", type.getSimpleName()))
                .increment();
    }
}
