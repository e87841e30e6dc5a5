package io.onsale.queue.testing;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.AdmitOutcome;
import io.onsale.queue.admission.Gate;
import io.onsale.queue.line.EndOutcome;
import io.onsale.queue.line.Ending;
import io.onsale.queue.line.FindOutcome;
import io.onsale.queue.line.JoinOutcome;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.pass.ClaimOutcome;
import io.onsale.queue.pass.Claims;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SaleState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The lines in plain collections, one thread at a time: what the scripts must amount to. Its clock moves only when told. */
public final class LineModel implements WaitingLine, Gate, Claims {
    private static final class Line {
        SalePolicy policy;
        final Map<FanId, Place> places = new HashMap<>();
        final Set<FanId> extended = new HashSet<>();
        long lastNumber;
        double budget;
        long budgetAtMs;

        Line(SalePolicy policy, long nowMs) {
            this.policy = policy;
            this.budgetAtMs = nowMs;
        }
    }

    private final Map<SaleId, Line> lines = new HashMap<>();
    private long nowMs = Instant.now().toEpochMilli();

    public synchronized void open(SalePolicy policy) {
        Line line = lines.get(policy.sale());
        if (line == null) {
            lines.put(policy.sale(), new Line(policy, nowMs));
        } else {
            line.policy = policy;
        }
    }

    public synchronized void letTimePass(Duration time) {
        nowMs += time.toMillis();
    }

    public synchronized Map<String, Place> places(SaleId sale) {
        Map<String, Place> places = new TreeMap<>();
        line(sale).places.forEach((fan, place) -> places.put(fan.value(), place));
        return places;
    }

    @Override
    public Mono<JoinOutcome> join(SaleId sale, FanId fan) {
        return Mono.fromSupplier(() -> joinNow(sale, fan));
    }

    private synchronized JoinOutcome joinNow(SaleId sale, FanId fan) {
        Line line = lines.get(sale);
        if (line == null) {
            return new JoinOutcome.UnknownSale();
        }
        Place known = line.places.get(fan);
        if (known != null && known.state().isLive()) {
            return new JoinOutcome.Present(known, ahead(line, known));
        }
        SalePolicy policy = line.policy;
        if (policy.state() == SaleState.CLOSED
                || policy.state() == SaleState.DRAINING
                || nowMs >= policy.closesAt().toEpochMilli()) {
            return new JoinOutcome.Closed(policy.message());
        }
        if (nowMs < policy.lobbyOpensAt().toEpochMilli()) {
            return new JoinOutcome.NotOpen(policy.lobbyOpensAt());
        }
        long ahead = waiting(line).size();
        Place place = new Place(PlaceState.WAITING, ++line.lastNumber, 1, nowMs, 0, "-");
        line.places.put(fan, place);
        line.extended.remove(fan);
        if (ahead == 0 && policy.state() == SaleState.RUNNING) {
            call(line, 1);
        }
        return new JoinOutcome.Joined(line.places.getOrDefault(fan, place), ahead);
    }

    @Override
    public Mono<FindOutcome> find(SaleId sale, FanId fan) {
        return Mono.fromSupplier(() -> {
            Place place = place(sale, fan);
            return place == null ? new FindOutcome.NotInLine() : new FindOutcome.Found(place, ahead(line(sale), place));
        });
    }

    @Override
    public Mono<EndOutcome> end(SaleId sale, FanId fan, Ending ending) {
        return Mono.fromSupplier(() -> endNow(sale, fan, ending));
    }

    private synchronized EndOutcome endNow(SaleId sale, FanId fan, Ending ending) {
        Place place = place(sale, fan);
        if (place == null) {
            return new EndOutcome.NotInLine();
        }
        boolean ends = place.state().isLive() && (ending == Ending.LEFT || place.state() != PlaceState.WAITING);
        if (!ends) {
            return new EndOutcome.Same(place);
        }
        PlaceState state = ending == Ending.LEFT ? PlaceState.LEFT : PlaceState.SERVED;
        return new EndOutcome.Ended(put(line(sale), fan, place, state, 0, "-"));
    }

    @Override
    public Mono<AdmitOutcome> admit(SaleId sale) {
        return Mono.fromSupplier(() -> admitNow(sale));
    }

    private synchronized AdmitOutcome admitNow(SaleId sale) {
        Line line = lines.get(sale);
        if (line == null) {
            return new AdmitOutcome.NoLine();
        }
        if (line.policy.state() == SaleState.PAUSED) {
            return new AdmitOutcome.Paused(line.policy.version());
        }
        long ended = lapse(line);
        long called = line.policy.state() == SaleState.CLOSED ? 0 : call(line, Long.MAX_VALUE);
        return new AdmitOutcome.Called(line.policy.version(), called, ended);
    }

    private long lapse(Line line) {
        List<FanId> lapsed = line.places.entrySet().stream()
                .filter(entry ->
                        entry.getValue().deadlineMs() != 0 && entry.getValue().deadlineMs() <= nowMs)
                .map(Map.Entry::getKey)
                .toList();
        for (FanId fan : lapsed) {
            Place place = line.places.get(fan);
            if (place != null) {
                put(line, fan, place, place.state() == PlaceState.READY ? PlaceState.MISSED : PlaceState.LEFT, 0, "-");
            }
        }
        return lapsed.size();
    }

    private long call(Line line, long max) {
        SalePolicy policy = line.policy;
        if (nowMs < policy.opensAt().toEpochMilli()
                || nowMs >= policy.closesAt().toEpochMilli()) {
            return 0;
        }
        double rate = policy.admissionsPerSecond();
        long elapsed = Math.min(nowMs - line.budgetAtMs, 1000);
        double budget = Math.min(line.budget + elapsed * rate / 1000, Math.max(1, rate / 2));
        long taken = line.places.values().stream()
                .filter(place -> place.state() == PlaceState.READY || place.state() == PlaceState.ADMITTED)
                .count();
        long room = Math.min(Math.min(policy.capacity() - taken, (long) budget), max);
        List<FanId> next = waiting(line).stream().limit(Math.max(0, room)).toList();
        for (FanId fan : next) {
            Place place = line.places.get(fan);
            if (place != null) {
                put(
                        line,
                        fan,
                        place,
                        PlaceState.READY,
                        nowMs + policy.claimWindow().toMillis(),
                        "-");
            }
        }
        line.budget = budget - next.size();
        line.budgetAtMs = nowMs;
        return next.size();
    }

    @Override
    public Mono<ClaimOutcome> claim(SaleId sale, FanId fan, String newPassId) {
        return Mono.fromSupplier(() -> claimNow(sale, fan, newPassId));
    }

    private synchronized ClaimOutcome claimNow(SaleId sale, FanId fan, String newPassId) {
        Place place = place(sale, fan);
        if (place == null) {
            return new ClaimOutcome.NotInLine();
        }
        boolean paused = line(sale).policy.state() == SaleState.PAUSED;
        if (place.state() == PlaceState.READY && (place.deadlineMs() > nowMs || paused)) {
            long end = nowMs + line(sale).policy.lease().toMillis();
            place = put(line(sale), fan, place, PlaceState.ADMITTED, end, newPassId);
        }
        return place.state() == PlaceState.ADMITTED
                ? new ClaimOutcome.Admitted(
                        place.passId(),
                        Instant.ofEpochMilli(place.joinedAtMs()),
                        Instant.ofEpochMilli(place.deadlineMs()))
                : new ClaimOutcome.NotReady(place.state());
    }

    @Override
    public Mono<Void> extend(SaleId sale, FanId fan, Instant until) {
        return Mono.fromRunnable(() -> extendNow(sale, fan, until.toEpochMilli()));
    }

    private synchronized void extendNow(SaleId sale, FanId fan, long untilMs) {
        Place place = place(sale, fan);
        Line line = line(sale);
        if (place != null
                && place.state() == PlaceState.ADMITTED
                && untilMs > place.deadlineMs()
                && line.extended.add(fan)) {
            put(line, fan, place, PlaceState.ADMITTED, untilMs, place.passId());
        }
    }

    private static Place put(Line line, FanId fan, Place place, PlaceState state, long deadlineMs, String pass) {
        Place next = new Place(state, place.number(), place.epoch(), place.joinedAtMs(), deadlineMs, pass);
        line.places.put(fan, next);
        return next;
    }

    private static List<FanId> waiting(Line line) {
        return line.places.entrySet().stream()
                .filter(entry -> entry.getValue().state() == PlaceState.WAITING)
                .sorted(Comparator.comparingLong(entry -> entry.getValue().number()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static long ahead(Line line, Place place) {
        return place.state() != PlaceState.WAITING
                ? 0
                : line.places.values().stream()
                        .filter(other -> other.state() == PlaceState.WAITING && other.number() < place.number())
                        .count();
    }

    private @Nullable Place place(SaleId sale, FanId fan) {
        Line line = lines.get(sale);
        return line == null ? null : line.places.get(fan);
    }

    private Line line(SaleId sale) {
        Line line = lines.get(sale);
        if (line == null) {
            throw new IllegalStateException("no line of sale " + sale);
        }
        return line;
    }
}
