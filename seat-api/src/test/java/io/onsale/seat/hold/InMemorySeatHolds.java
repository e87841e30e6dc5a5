package io.onsale.seat.hold;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SeatId;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.HoldOutcome.KeyReused;
import io.onsale.seat.hold.HoldOutcome.LimitReached;
import io.onsale.seat.hold.HoldOutcome.NoneFit;
import io.onsale.seat.hold.HoldOutcome.PerformanceStarted;
import io.onsale.seat.hold.HoldOutcome.Taken;
import io.onsale.seat.hold.LadderModel.Choice;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.RankedRun;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The same contract as the adapter's, by a map and a lock: for tests of use cases, and as the model of simulations. */
public final class InMemorySeatHolds implements SeatHolds {
    private static final Instant EXPIRES_AT = Instant.parse("2100-01-01T00:00:00Z");

    private record Entry(Hold hold, FanId fan, boolean lapsed) {}

    private record Key(PerformanceId performance, FanId fan, String key) {}

    private record Answer(HoldOutcome outcome, String digest) {}

    private final Map<PerformanceId, Map<HoldId, Entry>> entries = new LinkedHashMap<>();
    private final Map<Key, Answer> answers = new HashMap<>();
    private long fence;

    @Override
    public synchronized Mono<HoldOutcome> hold(NewHold newHold, List<HallSeat> seats) {
        HoldOutcome known = repeated(newHold);
        if (known != null) {
            return Mono.just(known);
        }
        if (hasStarted(newHold)) {
            return Mono.just(new PerformanceStarted());
        }
        List<SeatId> taken = seats.stream()
                .filter(seat -> !isFree(newHold.performance(), seat))
                .map(HallSeat::id)
                .toList();
        return Mono.just(taken.isEmpty() ? holdFree(newHold, seats, null) : kept(newHold, new Taken(taken)));
    }

    @Override
    public synchronized Mono<HoldOutcome> holdBest(
            NewHold newHold, int quantity, List<RankedRun> runs, boolean isLastTry) {
        HoldOutcome known = repeated(newHold);
        if (known != null) {
            return Mono.just(known);
        }
        if (hasStarted(newHold)) {
            return Mono.just(new PerformanceStarted());
        }
        if (seatsOf(newHold) + quantity > newHold.performance().maxSeatsPerFan()) {
            return Mono.just(kept(newHold, limit(newHold)));
        }
        Performance performance = newHold.performance();
        Choice best = LadderModel.choose(
                runs, quantity, index -> isFree(performance, performance.hall().seat(index)));
        if (best == null || !isLastTry && best.rung() != Rung.TOGETHER) {
            return Mono.just(isLastTry ? kept(newHold, new NoneFit()) : new NoneFit());
        }
        List<HallSeat> seats =
                best.seats().stream().map(performance.hall()::seat).toList();
        return Mono.just(holdFree(newHold, seats, best.rung()));
    }

    @Override
    public synchronized Mono<Hold> findHold(Performance performance, HoldId hold, FanId fan) {
        Entry entry = of(performance).get(hold);
        return entry == null || entry.lapsed() || !entry.fan().equals(fan) ? Mono.empty() : Mono.just(entry.hold());
    }

    @Override
    public synchronized Mono<HoldReleaseOutcome> release(Performance performance, HoldId hold, FanId fan) {
        Entry entry = of(performance).get(hold);
        boolean own = entry != null && entry.fan().equals(fan);
        if (own) {
            of(performance).remove(hold);
        }
        return Mono.just(own ? HoldReleaseOutcome.RELEASED : HoldReleaseOutcome.NOT_FOUND);
    }

    /** Ends a hold's time. */
    public synchronized void lapse(HoldId hold) {
        Map<HoldId, Entry> holds = entries.getOrDefault(hold.performance(), Map.of());
        holds.computeIfPresent(hold, (id, entry) -> new Entry(entry.hold(), entry.fan(), true));
    }

    private @Nullable HoldOutcome repeated(NewHold newHold) {
        Answer answer = answers.get(key(newHold));
        if (answer == null) {
            return null;
        }
        return answer.digest().equals(newHold.digest()) ? answer.outcome() : new KeyReused();
    }

    private HoldOutcome holdFree(NewHold newHold, List<HallSeat> seats, @Nullable Rung rung) {
        if (seatsOf(newHold) + seats.size() > newHold.performance().maxSeatsPerFan()) {
            return kept(newHold, limit(newHold));
        }
        Map<HoldId, Entry> holds = of(newHold.performance());
        holds.values()
                .removeIf(
                        entry -> entry.lapsed() && entry.hold().seats().stream().anyMatch(seats::contains));
        Hold hold = new Hold(newHold.id(), List.copyOf(seats), ++fence, EXPIRES_AT);
        holds.put(newHold.id(), new Entry(hold, newHold.fan(), false));
        return kept(newHold, new Held(hold, rung));
    }

    private HoldOutcome kept(NewHold newHold, HoldOutcome outcome) {
        if (!newHold.key().isEmpty()) {
            answers.put(key(newHold), new Answer(outcome, newHold.digest()));
        }
        return outcome;
    }

    private static boolean hasStarted(NewHold newHold) {
        return !newHold.performance().startsAt().isAfter(Instant.now());
    }

    private boolean isFree(Performance performance, HallSeat seat) {
        boolean blocked = Arrays.binarySearch(performance.hall().blocked(), seat.index()) >= 0;
        return !blocked
                && of(performance).values().stream()
                        .noneMatch(
                                entry -> !entry.lapsed() && entry.hold().seats().contains(seat));
    }

    private int seatsOf(NewHold newHold) {
        return of(newHold.performance()).values().stream()
                .filter(entry -> !entry.lapsed() && entry.fan().equals(newHold.fan()))
                .mapToInt(entry -> entry.hold().seats().size())
                .sum();
    }

    private static Key key(NewHold newHold) {
        return new Key(newHold.performance().id(), newHold.fan(), newHold.key());
    }

    private LimitReached limit(NewHold newHold) {
        return new LimitReached(seatsOf(newHold), newHold.performance().maxSeatsPerFan());
    }

    private Map<HoldId, Entry> of(Performance performance) {
        return entries.computeIfAbsent(performance.id(), id -> new LinkedHashMap<>());
    }
}
