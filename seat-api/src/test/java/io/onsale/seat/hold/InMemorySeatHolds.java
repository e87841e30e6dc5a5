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
import io.onsale.seat.plan.Hall.Run;
import io.onsale.seat.plan.Hall.Seat;
import io.onsale.seat.plan.Performance;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The same contract as the adapter's, in a map and a lock: for tests of what stands above, and as the model of simulations. */
public final class InMemorySeatHolds implements SeatHolds {
    private static final Instant EXPIRES_AT = Instant.parse("2100-01-01T00:00:00Z");

    private record Entry(Hold hold, FanId fan, boolean lapsed) {}

    private record Key(PerformanceId performance, FanId fan, String key) {}

    private record Answer(HoldOutcome outcome, String digest) {}

    private final Map<PerformanceId, Map<HoldId, Entry>> entries = new LinkedHashMap<>();
    private final Map<Key, Answer> answers = new HashMap<>();
    private long fence;

    @Override
    public synchronized Mono<HoldOutcome> hold(Claim claim, List<Seat> seats) {
        HoldOutcome known = repeated(claim);
        if (known != null) {
            return Mono.just(known);
        }
        if (hasStarted(claim)) {
            return Mono.just(new PerformanceStarted());
        }
        List<SeatId> taken = seats.stream()
                .filter(seat -> !isFree(claim.performance(), seat))
                .map(Seat::id)
                .toList();
        return Mono.just(taken.isEmpty() ? holdFree(claim, seats) : kept(claim, new Taken(taken)));
    }

    @Override
    public synchronized Mono<HoldOutcome> holdBest(Claim claim, int quantity, List<Run> runs, boolean isLastTry) {
        HoldOutcome known = repeated(claim);
        if (known != null) {
            return Mono.just(known);
        }
        if (hasStarted(claim)) {
            return Mono.just(new PerformanceStarted());
        }
        if (seatsOf(claim) + quantity > claim.performance().maxSeatsPerFan()) {
            return Mono.just(kept(claim, limit(claim)));
        }
        List<Seat> best = choose(claim.performance(), quantity, runs);
        if (best.isEmpty()) {
            return Mono.just(isLastTry ? kept(claim, new NoneFit()) : new NoneFit());
        }
        return Mono.just(holdFree(claim, best));
    }

    @Override
    public synchronized Mono<Hold> findHold(Performance performance, HoldId hold, FanId fan) {
        Entry entry = of(performance).get(hold);
        return entry == null || entry.lapsed() || !entry.fan().equals(fan) ? Mono.empty() : Mono.just(entry.hold());
    }

    @Override
    public synchronized Mono<Boolean> release(Performance performance, HoldId hold, FanId fan) {
        Entry entry = of(performance).get(hold);
        boolean own = entry != null && entry.fan().equals(fan);
        if (own) {
            of(performance).remove(hold);
        }
        return Mono.just(own);
    }

    /** Ends a hold's time. */
    public synchronized void lapse(HoldId hold) {
        Map<HoldId, Entry> holds = entries.getOrDefault(hold.performance(), Map.of());
        holds.computeIfPresent(hold, (id, entry) -> new Entry(entry.hold(), entry.fan(), true));
    }

    private @Nullable HoldOutcome repeated(Claim claim) {
        Answer answer = answers.get(key(claim));
        if (answer == null) {
            return null;
        }
        return answer.digest().equals(claim.digest()) ? answer.outcome() : new KeyReused();
    }

    private HoldOutcome holdFree(Claim claim, List<Seat> seats) {
        if (seatsOf(claim) + seats.size() > claim.performance().maxSeatsPerFan()) {
            return kept(claim, limit(claim));
        }
        Map<HoldId, Entry> holds = of(claim.performance());
        holds.values()
                .removeIf(
                        entry -> entry.lapsed() && entry.hold().seats().stream().anyMatch(seats::contains));
        Hold hold = new Hold(claim.hold(), List.copyOf(seats), ++fence, EXPIRES_AT);
        holds.put(claim.hold(), new Entry(hold, claim.fan(), false));
        return kept(claim, new Held(hold));
    }

    private HoldOutcome kept(Claim claim, HoldOutcome outcome) {
        if (!claim.key().isEmpty()) {
            answers.put(key(claim), new Answer(outcome, claim.digest()));
        }
        return outcome;
    }

    private static boolean hasStarted(Claim claim) {
        return !claim.performance().startsAt().isAfter(Instant.now());
    }

    private List<Seat> choose(Performance performance, int quantity, List<Run> runs) {
        List<Seat> scattered = new ArrayList<>();
        for (Run run : runs) {
            List<Seat> together = new ArrayList<>();
            for (int index = run.first(); index < run.first() + run.length(); index++) {
                Seat seat = performance.hall().seat(index);
                if (isFree(performance, seat)) {
                    together.add(seat);
                    scattered.add(seat);
                } else {
                    together.clear();
                }
                if (together.size() == quantity) {
                    return together;
                }
            }
        }
        return scattered.size() < quantity ? List.of() : scattered.subList(0, quantity);
    }

    private boolean isFree(Performance performance, Seat seat) {
        boolean blocked = Arrays.binarySearch(performance.hall().blocked(), seat.index()) >= 0;
        return !blocked
                && of(performance).values().stream()
                        .noneMatch(
                                entry -> !entry.lapsed() && entry.hold().seats().contains(seat));
    }

    private int seatsOf(Claim claim) {
        return of(claim.performance()).values().stream()
                .filter(entry -> !entry.lapsed() && entry.fan().equals(claim.fan()))
                .mapToInt(entry -> entry.hold().seats().size())
                .sum();
    }

    private static Key key(Claim claim) {
        return new Key(claim.performance().id(), claim.fan(), claim.key());
    }

    private LimitReached limit(Claim claim) {
        return new LimitReached(seatsOf(claim), claim.performance().maxSeatsPerFan());
    }

    private Map<HoldId, Entry> of(Performance performance) {
        return entries.computeIfAbsent(performance.id(), id -> new LinkedHashMap<>());
    }
}
