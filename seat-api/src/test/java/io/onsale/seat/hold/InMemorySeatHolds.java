package io.onsale.seat.hold;

import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.id.SeatId;
import io.onsale.seat.hold.HoldOutcome.Held;
import io.onsale.seat.hold.HoldOutcome.KeyReused;
import io.onsale.seat.hold.HoldOutcome.LeavesSingle;
import io.onsale.seat.hold.HoldOutcome.LimitReached;
import io.onsale.seat.hold.HoldOutcome.NoHoldToReplace;
import io.onsale.seat.hold.HoldOutcome.NoneFit;
import io.onsale.seat.hold.HoldOutcome.PerformanceStarted;
import io.onsale.seat.hold.HoldOutcome.Shortage;
import io.onsale.seat.hold.HoldOutcome.Taken;
import io.onsale.seat.hold.LadderModel.Choice;
import io.onsale.seat.hold.SingleSeatsModel.Verdict;
import io.onsale.seat.hold.Wanted.AreaSeats;
import io.onsale.seat.hold.Wanted.BestSeats;
import io.onsale.seat.plan.GeneralAdmission;
import io.onsale.seat.plan.Hall;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.PlanDocument;
import io.onsale.seat.testing.SaleBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
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

    /** The first performance of a sale, which no store knows. */
    static Performance performanceOf(SaleBuilder builder) {
        SalePublished sale = builder.build();
        return new Performance(
                new PerformanceId(sale.performances().getFirst().performanceId()),
                new SaleId(sale.saleId()),
                Hall.of(PlanDocument.of(sale)),
                sale.sale().maxSeatsPerFan(),
                sale.performances().getFirst().startsAt(),
                Visibility.OPEN);
    }

    @Override
    public synchronized Mono<HoldOutcome> hold(NewHold newHold, Wanted wanted) {
        HoldOutcome known = repeated(newHold);
        if (known != null) {
            return Mono.just(known);
        }
        if (hasStarted(newHold)) {
            return Mono.just(new PerformanceStarted());
        }
        Entry replaced = replaced(newHold, wanted);
        if (replaced == null && wanted.replaces() != null) {
            return Mono.just(new NoHoldToReplace());
        }
        Map<HoldId, Entry> before = new LinkedHashMap<>(of(newHold.performance()));
        if (replaced != null) {
            of(newHold.performance()).remove(replaced.hold().id());
        }
        HoldOutcome outcome = decide(newHold, wanted);
        if (!(outcome instanceof Held)) {
            entries.put(newHold.performance().id(), before);
        }
        boolean isKept = !(outcome instanceof NoneFit)
                || Objects.requireNonNull(wanted.best()).isLastTry();
        return Mono.just(isKept ? kept(newHold, outcome) : outcome);
    }

    private @Nullable Entry replaced(NewHold newHold, Wanted wanted) {
        Entry entry = of(newHold.performance()).get(wanted.replaces());
        return entry == null || entry.lapsed() || !entry.fan().equals(newHold.fan()) ? null : entry;
    }

    private HoldOutcome decide(NewHold newHold, Wanted wanted) {
        Performance performance = newHold.performance();
        List<SeatId> taken = wanted.seats().stream()
                .filter(seat -> !isFree(performance, seat))
                .map(HallSeat::id)
                .toList();
        List<HallSeat> seats = new ArrayList<>(wanted.seats());
        List<Shortage> shortages = new ArrayList<>();
        for (AreaSeats part : wanted.inAreas()) {
            List<HallSeat> found = inArea(performance, part.area(), part.quantity(), seats);
            if (found.size() < part.quantity()) {
                shortages.add(new Shortage(part.area().id(), found.size()));
            }
            seats.addAll(found);
        }
        if (!taken.isEmpty() || !shortages.isEmpty()) {
            return new Taken(taken, shortages);
        }
        BestSeats best = wanted.best();
        int quantity = best == null ? 0 : best.quantity();
        if (seatsOf(newHold) + seats.size() + quantity > performance.maxSeatsPerFan()) {
            return limit(newHold);
        }
        Verdict single = SingleSeatsModel.judge(
                wanted.guardedRows(),
                wanted.seats().stream().map(HallSeat::index).toList(),
                index -> isFree(performance, performance.hall().seat(index)));
        if (single != null) {
            return new LeavesSingle(ids(performance, single.singles()), ids(performance, single.instead()));
        }
        return best == null ? holdFree(newHold, seats, null) : holdBest(newHold, seats, best);
    }

    private HoldOutcome holdBest(NewHold newHold, List<HallSeat> seats, BestSeats best) {
        Performance performance = newHold.performance();
        Choice choice = LadderModel.choose(
                best.runs(),
                best.quantity(),
                index -> isFree(performance, performance.hall().seat(index))
                        && !seats.contains(performance.hall().seat(index)));
        if (choice != null && (best.isLastTry() || choice.rung() == Rung.TOGETHER)) {
            choice.seats().forEach(index -> seats.add(performance.hall().seat(index)));
            return holdFree(newHold, seats, choice.rung());
        }
        for (GeneralAdmission area : best.isLastTry() ? best.areas() : List.<GeneralAdmission>of()) {
            List<HallSeat> found = inArea(performance, area, best.quantity(), seats);
            if (found.size() == best.quantity()) {
                seats.addAll(found);
                return holdFree(newHold, seats, Rung.GENERAL_ADMISSION);
            }
        }
        return new NoneFit();
    }

    private List<HallSeat> inArea(Performance performance, GeneralAdmission area, int quantity, List<HallSeat> but) {
        return IntStream.range(area.first(), area.first() + area.capacity())
                .mapToObj(performance.hall()::seat)
                .filter(seat -> isFree(performance, seat) && !but.contains(seat))
                .limit(quantity)
                .toList();
    }

    private static List<SeatId> ids(Performance performance, Collection<Integer> indices) {
        return indices.stream()
                .map(index -> performance.hall().seat(index).id())
                .toList();
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

    @Override
    public synchronized Mono<List<Hold>> findHolds(Performance performance, FanId fan) {
        return Mono.just(of(performance).values().stream()
                .filter(entry -> !entry.lapsed() && entry.fan().equals(fan))
                .map(Entry::hold)
                .toList());
    }

    @Override
    public synchronized Mono<Integer> releaseAll(Performance performance, FanId fan) {
        List<HoldId> own = of(performance).values().stream()
                .filter(entry -> entry.fan().equals(fan))
                .map(entry -> entry.hold().id())
                .toList();
        own.forEach(of(performance)::remove);
        return Mono.just(own.size());
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
        Map<HoldId, Entry> holds = of(newHold.performance());
        holds.values()
                .removeIf(
                        entry -> entry.lapsed() && entry.hold().seats().stream().anyMatch(seats::contains));
        Hold hold = new Hold(newHold.id(), List.copyOf(seats), ++fence, EXPIRES_AT);
        holds.put(newHold.id(), new Entry(hold, newHold.fan(), false));
        return new Held(hold, rung, new HeldFor(Duration.ofMinutes(8), HeldFor.Cause.USUAL));
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
