package io.onsale.seat.hold;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.pass.Pass;
import io.onsale.seat.hold.HoldOutcome.NoSuchPerformance;
import io.onsale.seat.hold.HoldOutcome.NoneFit;
import io.onsale.seat.hold.HoldOutcome.PassRefused;
import io.onsale.seat.hold.HoldOutcome.PerformanceCancelled;
import io.onsale.seat.hold.HoldOutcome.PerformanceStarted;
import io.onsale.seat.hold.Wanted.BestSeats;
import io.onsale.seat.hold.WishOnPlan.Reading.Found;
import io.onsale.seat.hold.WishOnPlan.Reading.Missing;
import io.onsale.seat.map.SeatMap;
import io.onsale.seat.map.SeatMaps;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.Performances;
import io.onsale.seat.plan.RankedRun;
import java.time.Clock;
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
    private final boolean mayLeaveSingle;
    private final KnownGone knownGone;
    private final MeterRegistry meters;
    private final Map<Class<?>, Counter> outcomes = new ConcurrentHashMap<>();

    /** @param mayLeaveSingle whether asked seats may leave single ones though others of their row would not */
    public HoldSeats(
            Performances performances,
            Passes passes,
            SeatHolds holds,
            SeatMaps maps,
            boolean mayLeaveSingle,
            MeterRegistry meters,
            Clock clock) {
        this.knownGone = new KnownGone(clock);
        this.mayLeaveSingle = mayLeaveSingle;
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
        return switch (WishOnPlan.read(performance.hall(), request.wish(), mayLeaveSingle)) {
            case Missing missing -> Mono.just(missing.unknown());
            case Found found ->
                hold(newHold(performance, pass, request), found.wanted())
                        .defaultIfEmpty(new PerformanceStarted()); // long ago: its seats were removed
        };
    }

    private Mono<HoldOutcome> hold(NewHold newHold, Wanted wanted) {
        SeatMap map = maps.findMap(newHold.performance());
        HoldOutcome refusal = map == null ? null : knownGone.refusal(map, newHold, wanted);
        if (refusal != null) {
            return Mono.just(refusal);
        }
        BestSeats best = wanted.best();
        return best == null || map == null ? holds.hold(newHold, wanted) : holdBest(newHold, wanted, best, map);
    }

    private Mono<HoldOutcome> holdBest(NewHold newHold, Wanted wanted, BestSeats best, SeatMap map) {
        List<RankedRun> likely = BestRuns.likely(best.runs(), best.quantity(), map.states());
        return likely.size() == best.runs().size()
                ? holds.hold(newHold, wanted)
                : holds.hold(newHold, wanted.choosing(new BestSeats(best.quantity(), likely, best.areas(), false)))
                        .flatMap(outcome -> outcome instanceof NoneFit
                                ? holds.hold(newHold, wanted) // the map was behind: search everything
                                : Mono.just(outcome));
    }

    private static NewHold newHold(Performance performance, Pass pass, HoldRequest request) {
        NewHold newHold = request.key() == null
                ? new NewHold(performance, request.fan(), HoldId.nextFor(performance.id()))
                : NewHold.keyed(performance, request.fan(), request.key(), request.wish());
        return newHold.under(pass.since(), pass.expiresAt());
    }

    private void count(HoldOutcome outcome) {
        outcomes.computeIfAbsent(
                        outcome.getClass(),
                        type -> meters.counter("onsale.seat.holds", "outcome", type.getSimpleName()))
                .increment();
    }
}
