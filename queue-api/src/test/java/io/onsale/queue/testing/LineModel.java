package io.onsale.queue.testing;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.AdmitOutcome;
import io.onsale.queue.admission.Gate;
import io.onsale.queue.admission.Insiders.Insider;
import io.onsale.queue.line.AbsenceReports;
import io.onsale.queue.line.EndOutcome;
import io.onsale.queue.line.Ending;
import io.onsale.queue.line.FindOutcome;
import io.onsale.queue.line.JoinOutcome;
import io.onsale.queue.line.JoinOutcome.Reason;
import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import io.onsale.queue.line.Receipt;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.pass.ClaimOutcome;
import io.onsale.queue.pass.Claims;
import io.onsale.queue.sale.Refresh;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SaleState;
import io.onsale.service.web.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A model of the lines in plain collections, single-threaded: the scripts must produce the same results, to the millisecond. Its clock
 * moves only when the test says so. Supports only lines in order of arrival.
 */
public final class LineModel implements WaitingLine, Gate, Claims, AbsenceReports {
    private static final class Line {
        SalePolicy policy;
        Map<FanId, Place> places = new HashMap<>();
        Map<FanId, String> keys = new HashMap<>();
        Map<FanId, Boolean> extended = new HashMap<>();
        Map<FanId, Long> absent = new HashMap<>(); // deadline by the sale's clock
        long epoch = 1;
        long next;
        long last;
        long nextBlock = 1;
        double budget; // thousandths
        long budgetAtMs;
        long noShow;
        double pace;
        long quietUntilMs;
        boolean rebuilding;

        Line(SalePolicy policy) {
            this.policy = policy;
        }
    }

    private final Map<SaleId, Line> lines = new HashMap<>();
    private final int blockSize;
    private long nowMs;

    public LineModel(Instant now, int blockSize) {
        this.nowMs = now.toEpochMilli();
        this.blockSize = blockSize;
    }

    public Instant now() {
        return Instant.ofEpochMilli(nowMs);
    }

    public synchronized void open(SalePolicy policy) {
        Line line = lines.get(policy.sale());
        if (line == null) {
            line = new Line(policy);
            lines.put(policy.sale(), line);
            takeBlock(line);
            line.budgetAtMs = nowMs;
        }
        line.policy = policy;
        line.pace = policy.limits().admissionsPerSecond();
    }

    public synchronized void letTimePass(Duration time) {
        nowMs += time.toMillis();
    }

    /** Loses the line and sets it up again; {@code quiet} must pass before anybody is called. */
    public synchronized void lose(SaleId sale, Duration quiet) {
        Line line = line(sale);
        line.places = new HashMap<>();
        line.keys = new HashMap<>();
        line.extended = new HashMap<>();
        line.absent = new HashMap<>();
        line.budget = 0;
        line.budgetAtMs = nowMs;
        line.noShow = 0;
        line.pace = line.policy.limits().admissionsPerSecond();
        line.quietUntilMs = nowMs + quiet.toMillis();
        moveOn(sale);
    }

    /** A new epoch of the same line. */
    public synchronized void moveOn(SaleId sale) {
        Line line = line(sale);
        line.epoch++;
        line.rebuilding = true;
        takeBlock(line);
    }

    private void takeBlock(Line line) {
        line.next = line.nextBlock;
        line.last = line.next + blockSize - 1;
        line.nextBlock += blockSize;
    }

    public synchronized Map<String, Place> places(SaleId sale) {
        Map<String, Place> places = new TreeMap<>();
        line(sale).places.forEach((fan, place) -> places.put(fan.value(), place));
        return places;
    }

    private long clock(Line line) {
        Instant since = line.policy.pauses().since();
        long now = since == null ? nowMs : since.toEpochMilli();
        return now - line.policy.pauses().total().toMillis();
    }

    @Override
    public Mono<JoinOutcome> join(SaleId sale, FanId fan, String key) {
        return Mono.fromSupplier(() -> joinNow(sale, fan, key));
    }

    private synchronized JoinOutcome joinNow(SaleId sale, FanId fan, String key) {
        Line line = lines.get(sale);
        if (line == null) {
            return new JoinOutcome.UnknownSale();
        }
        SalePolicy policy = line.policy;
        boolean over = policy.state() == SaleState.CLOSED
                || policy.state() == SaleState.DRAINING
                || nowMs >= policy.times().closesAt().toEpochMilli();
        Place known = line.places.get(fan);
        if (known != null && isReused(line, fan, key)) {
            return new JoinOutcome.KeyReused();
        }
        if (known != null && comesBack(line, known) && !over) {
            line.places.put(fan, place(known, PlaceState.WAITING, 0, "-", nowMs, 1));
            line.keys.put(fan, key);
            return present(line, fan);
        }
        if (known != null && known.state().isLive()) {
            boolean toBack = known.state() == PlaceState.WAITING
                    && policy.limits().refresh() == Refresh.TO_BACK
                    && (key.equals(NO_KEY) || !key.equals(line.keys.get(fan)))
                    && !over;
            line.absent.remove(fan);
            if (!toBack) {
                if (!key.equals(NO_KEY)) {
                    line.keys.put(fan, key);
                }
                return present(line, fan);
            }
            line.places.remove(fan);
        }
        if (over) {
            return new JoinOutcome.Closed(policy.message());
        }
        if (nowMs < policy.times().lobbyOpensAt().toEpochMilli()) {
            return new JoinOutcome.NotOpen(policy.times().lobbyOpensAt());
        }
        return joined(line, fan, key);
    }

    /** The same key with a different body. */
    private static boolean isReused(Line line, FanId fan, String key) {
        String last = line.keys.getOrDefault(fan, NO_KEY);
        int end = key.indexOf('.') + 1;
        return end > 0 && !key.equals(last) && last.startsWith(key.substring(0, end));
    }

    private boolean comesBack(Line line, Place place) {
        return place.state() == PlaceState.MISSED && place.turn() == 0 && place.deadline() > clock(line);
    }

    private static JoinOutcome present(Line line, FanId fan) {
        Place place = line.places.get(fan);
        return new JoinOutcome.Present(Objects.requireNonNull(place), ahead(line, place));
    }

    private JoinOutcome joined(Line line, FanId fan, String key) {
        if (line.next > line.last) {
            takeBlock(line);
        }
        long ahead = waiting(line).size();
        long number = line.next++;
        double budget = budget(line);
        boolean calls = ahead == 0
                && line.policy.state() == SaleState.RUNNING
                && nowMs >= line.policy.times().opensAt().toEpochMilli()
                && !line.rebuilding
                && nowMs >= line.quietUntilMs
                && budget >= 1000
                && taken(line) < line.policy.limits().capacity();
        PlaceState state = calls ? PlaceState.READY : PlaceState.WAITING;
        long deadline = calls ? clock(line) + line.policy.limits().claimWindow().toMillis() : 0;
        Place place = new Place(state, number, number, line.epoch, nowMs, nowMs, deadline, "-", 0);
        line.places.put(fan, place);
        line.keys.put(fan, key);
        line.extended.remove(fan);
        if (calls) {
            line.budget = budget - 1000;
            line.budgetAtMs = nowMs;
        }
        return new JoinOutcome.Joined(place, ahead);
    }

    @Override
    public Mono<JoinOutcome> restore(SaleId sale, FanId fan, Receipt receipt, long number, String key) {
        return Mono.fromSupplier(() -> restoreNow(line(sale), fan, receipt, key));
    }

    private synchronized JoinOutcome restoreNow(Line line, FanId fan, Receipt receipt, String key) {
        Place known = line.places.get(fan);
        if (known != null && isReused(line, fan, key)) {
            return new JoinOutcome.KeyReused();
        }
        if (known == null && receipt.epoch() >= line.epoch) {
            return new JoinOutcome.ReceiptRefused(Reason.NEVER_LOST);
        }
        if (known != null) {
            boolean same = known.registration() == receipt.registration() || receipt.epoch() >= known.epoch();
            if (known.state().isLive() && (!known.state().isWaiting() || same)) {
                return new JoinOutcome.Present(known, ahead(line, known));
            }
            if (!known.state().isLive() && known.registration() >= receipt.registration()) {
                return new JoinOutcome.ReceiptRefused(Reason.ENDED);
            }
        }
        if (line.policy.state() == SaleState.CLOSED) {
            return new JoinOutcome.Closed(line.policy.message());
        }
        long number = receipt.registration();
        Place back = new Place(PlaceState.WAITING, number, number, line.epoch, receipt.joinedAtMs(), nowMs, 0, "-", 0);
        line.places.put(fan, back);
        line.keys.put(fan, key);
        line.absent.remove(fan);
        return new JoinOutcome.Restored(back, ahead(line, back));
    }

    @Override
    public Mono<List<FindOutcome>> find(SaleId sale, List<FanId> fans) {
        return Mono.fromSupplier(
                () -> fans.stream().map(fan -> findNow(sale, fan)).toList());
    }

    private synchronized FindOutcome findNow(SaleId sale, FanId fan) {
        Place place = place(sale, fan);
        if (place == null) {
            return new FindOutcome.NotInLine();
        }
        line(sale).absent.remove(fan);
        return new FindOutcome.Found(place, ahead(line(sale), place));
    }

    @Override
    public Mono<EndOutcome> end(SaleId sale, FanId fan, Ending ending, long joinedAtMs) {
        return Mono.fromSupplier(() -> endNow(sale, fan, ending, joinedAtMs));
    }

    private synchronized EndOutcome endNow(SaleId sale, FanId fan, Ending ending, long joinedAtMs) {
        requireRebuilt(sale);
        Place place = place(sale, fan);
        if (place == null) {
            return new EndOutcome.NotInLine();
        }
        boolean ends = place.state().isLive()
                && isMeant(place, joinedAtMs)
                && (ending == Ending.LEFT || place.state() != PlaceState.WAITING);
        if (!ends) {
            return new EndOutcome.Same(place);
        }
        line(sale).absent.remove(fan);
        PlaceState state = ending == Ending.LEFT ? PlaceState.LEFT : PlaceState.SERVED;
        return new EndOutcome.Ended(put(line(sale), fan, place, state, 0, "-"));
    }

    private static boolean isMeant(Place place, long joinedAtMs) {
        return joinedAtMs == Place.ANY || joinedAtMs == place.joinedAtMs();
    }

    @Override
    public Mono<Void> report(SaleId sale, List<FanId> gone, List<FanId> back) {
        return Mono.fromRunnable(() -> noteNow(line(sale), gone, back));
    }

    private synchronized void noteNow(Line line, List<FanId> gone, List<FanId> back) {
        long grace = line.policy.limits().presenceGrace().toMillis();
        for (FanId fan : gone) {
            Place place = line.places.get(fan);
            if (grace > 0 && place != null && place.state().isWaiting()) {
                line.absent.putIfAbsent(fan, clock(line) + grace);
            }
        }
        back.forEach(line.absent::remove);
    }

    @Override
    public Mono<AdmitOutcome> admit(SaleId sale, int step) {
        return Mono.fromSupplier(() -> admitNow(sale, step));
    }

    private synchronized AdmitOutcome admitNow(SaleId sale, int step) {
        Line line = lines.get(sale);
        if (line == null) {
            return new AdmitOutcome.NoLine();
        }
        if (line.rebuilding) {
            return new AdmitOutcome.Rebuilding(line.epoch);
        }
        if (line.policy.state() == SaleState.PAUSED) {
            return new AdmitOutcome.Paused(line.policy.version());
        }
        long ended = lapse(line);
        long called = line.policy.state() == SaleState.CLOSED ? 0 : call(line, step);
        return new AdmitOutcome.Called(line.policy.version(), called, ended);
    }

    private long lapse(Line line) {
        long clock = clock(line);
        List<FanId> lapsed = line.places.entrySet().stream()
                .filter(entry -> takesSlot(entry.getValue()) && entry.getValue().deadline() <= clock)
                .map(Map.Entry::getKey)
                .toList();
        int missed = 0;
        for (FanId fan : lapsed) {
            Place place = Objects.requireNonNull(line.places.get(fan));
            boolean ready = place.state() == PlaceState.READY;
            missed += ready ? 1 : 0;
            put(
                    line,
                    fan,
                    place,
                    ready ? PlaceState.MISSED : PlaceState.LEFT,
                    ready ? clock + Duration.ofMinutes(10).toMillis() : 0,
                    "-");
        }
        List<FanId> gone = line.absent.entrySet().stream()
                .filter(entry -> entry.getValue() <= clock)
                .map(Map.Entry::getKey)
                .toList();
        for (FanId fan : gone) {
            line.absent.remove(fan);
            Place place = line.places.get(fan);
            if (place != null && place.state().isWaiting()) {
                put(line, fan, place, PlaceState.LEFT, 0, "-");
            }
        }
        smooth(line, missed);
        return lapsed.size();
    }

    private static void smooth(Line line, int missed) {
        double noShow = 1_000_000 - (1_000_000 - line.noShow) * Math.pow(0.98, missed);
        double faster = Math.min(2, 1_000_000 / (1_000_000 - Math.min(noShow, 500_000)));
        line.noShow = (long) Math.floor(noShow);
        line.pace = Math.floor(line.policy.limits().admissionsPerSecond() * faster * 100) / 100;
    }

    private double budget(Line line) {
        long elapsed = Math.max(0, Math.min(nowMs - line.budgetAtMs, 1000));
        return Math.min(line.budget + elapsed * line.pace, line.pace > 0 ? Math.max(1000, line.pace * 250) : 0);
    }

    private long call(Line line, int step) {
        SalePolicy policy = line.policy;
        if (nowMs < policy.times().opensAt().toEpochMilli()
                || nowMs >= policy.times().closesAt().toEpochMilli()
                || nowMs < line.quietUntilMs) {
            return 0;
        }
        double budget = budget(line);
        long room = Math.min(policy.limits().capacity() - taken(line), step + (long) Math.floor(budget / 1000));
        List<FanId> next = waiting(line).stream().limit(Math.max(0, room)).toList();
        for (FanId fan : next) {
            Place place = Objects.requireNonNull(line.places.get(fan));
            line.absent.remove(fan);
            put(
                    line,
                    fan,
                    place,
                    PlaceState.READY,
                    clock(line) + policy.limits().claimWindow().toMillis(),
                    "-");
        }
        line.budget = budget - Math.max(0, next.size() - step) * 1000.0;
        line.budgetAtMs = nowMs;
        return next.size();
    }

    @Override
    public Mono<ClaimOutcome> claim(SaleId sale, FanId fan, String newPassId) {
        return Mono.fromSupplier(() -> claimNow(sale, fan, newPassId));
    }

    private synchronized ClaimOutcome claimNow(SaleId sale, FanId fan, String newPassId) {
        requireRebuilt(sale);
        Place place = place(sale, fan);
        if (place == null) {
            return new ClaimOutcome.NotInLine();
        }
        Line line = line(sale);
        if (place.state() == PlaceState.READY && place.deadline() > clock(line)) {
            if (line.policy.state() == SaleState.CLOSED) {
                return new ClaimOutcome.Closed(line.policy.message());
            }
            long end = clock(line) + line.policy.limits().lease().toMillis();
            line.noShow = (long) Math.floor(line.noShow * 0.98);
            place = put(line, fan, place, PlaceState.ADMITTED, end, newPassId);
        }
        return place.state() == PlaceState.ADMITTED && place.deadline() > clock(line)
                ? new ClaimOutcome.Admitted(place, Instant.ofEpochMilli(nowMs + place.deadline() - clock(line)))
                : new ClaimOutcome.NotReady(place.state());
    }

    @Override
    public Mono<Long> extend(SaleId sale, FanId fan, long joinedAtMs, Duration time) {
        return Mono.fromCallable(() -> extendNow(line(sale), fan, joinedAtMs, time));
    }

    private synchronized @Nullable Long extendNow(Line line, FanId fan, long joinedAtMs, Duration time) {
        requireRebuilt(line.policy.sale());
        Place place = line.places.get(fan);
        if (place == null || place.state() != PlaceState.ADMITTED || !isMeant(place, joinedAtMs)) {
            return null;
        }
        if (line.extended.containsKey(fan)) {
            return place.deadline();
        }
        long wanted = clock(line) + time.toMillis();
        if (wanted <= place.deadline()) {
            return null;
        }
        line.extended.put(fan, true);
        line.places.put(fan, place.in(PlaceState.ADMITTED, wanted));
        return wanted;
    }

    @Override
    public Mono<Void> rebuild(SaleId sale, long epoch, List<Insider> insiders) {
        return Mono.fromRunnable(() -> rebuildNow(line(sale), insiders));
    }

    private synchronized void rebuildNow(Line line, List<Insider> insiders) {
        for (Insider insider : insiders) {
            Place known = line.places.get(insider.fan());
            boolean ended = known != null
                    && !known.state().isLive()
                    && known.registration() >= insider.place().registration();
            if (!ended && (known == null || known.state() != PlaceState.ADMITTED)) {
                line.places.put(insider.fan(), insider.place());
                line.absent.remove(insider.fan());
                line.extended.remove(insider.fan());
            }
        }
        line.rebuilding = false;
    }

    private static Place place(Place place, PlaceState state, long deadline, String pass, long since, int turn) {
        return new Place(
                state,
                place.number(),
                place.registration(),
                place.epoch(),
                place.joinedAtMs(),
                since,
                deadline,
                pass,
                turn);
    }

    private static Place put(Line line, FanId fan, Place place, PlaceState state, long deadline, String pass) {
        Place next = place(place, state, deadline, pass, place.sinceMs(), place.turn());
        line.places.put(fan, next);
        line.extended.remove(fan);
        return next;
    }

    /** Refuses to answer until it is certain who is inside. */
    private void requireRebuilt(SaleId sale) {
        Line line = lines.get(sale);
        if (line != null && line.rebuilding) {
            throw new Unavailable("the line");
        }
    }

    private static boolean takesSlot(Place place) {
        return place.state() == PlaceState.READY || place.state() == PlaceState.ADMITTED;
    }

    private static long taken(Line line) {
        return line.places.values().stream().filter(LineModel::takesSlot).count();
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
