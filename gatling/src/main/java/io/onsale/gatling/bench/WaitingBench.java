package io.onsale.gatling.bench;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.onsale.gatling.bench.Comparison.Pair;
import io.onsale.gatling.bench.LineFiller.Filled;
import io.onsale.gatling.bench.ScriptTimes.Call;
import io.onsale.gatling.bench.WaitingReport.Beside;
import io.onsale.gatling.bench.WaitingReport.Opening;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * What a long line costs: join and admission with N waiting beside the same with 10,000; the opening of a drawn lobby of N; and a join
 * beside another sale's long and busy line.
 */
final class WaitingBench {
    static final int FEW = 10_000;
    private static final int BUSY_LINE = 100_000;

    private static final int JOINS = 10_000; // a slice: the short line grows to twice its length meanwhile
    private static final int WARM_SLICES = 8;
    private static final int JOINS_TIMED =
            5_000; // by Redis, apart from the pairs: remembering each call costs a little

    private static final int RATE = 500; // called a second: 100 a tick
    private static final int CALLED_MAX = 100_000; // nobody claims; far more than are called
    private static final int ROUNDS = 3; // of admission, each size in turn
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final int BUSY_JOINS = 200; // a second, into the busy line

    private static final Duration SETTLE = Duration.ofSeconds(1); // a node hears of a policy within a second
    private static final int FILLED_A_SECOND = 25_000; // at least; a lobby must be full before it opens
    private static final Duration OPENING_MAX = Duration.ofMinutes(3);
    private static final long WORTH_A_LOOK =
            100; // microseconds; calls of an opening that are shorter are not remembered

    private final Rig rig;
    private final Node queue;
    private final RedisCommands<String, String> redis;
    private final LineFiller filler;
    private final ScriptTimes times;
    private final JvmDriver driver = new JvmDriver();
    private final int many;
    private final int pairs;
    private final int connections;

    private WaitingBench(Rig rig, Node queue, RedisCommands<String, String> redis, BenchOptions options)
            throws IOException {
        this.rig = rig;
        this.queue = queue;
        this.redis = redis;
        this.filler = new LineFiller(rig, queue, redis);
        this.times = new ScriptTimes(redis);
        this.many = options.number("waiting", 1_000_000, 2 * FEW, 2_000_000);
        this.pairs = options.number("pairs", 9, 1, 50);
        this.connections = options.number("connections", 64, 1, 1000);
    }

    static WaitingReport run(BenchOptions options, Path folder) throws IOException, InterruptedException {
        Surroundings around = Surroundings.now();
        try (Rig rig = Rig.start(folder, Bench::say);
                RedisClient client = RedisClient.create(rig.redis())) {
            Node queue = rig.startQueue();
            rig.awaitReady(queue);
            return new WaitingBench(rig, queue, client.connect().sync(), options).report(around);
        }
    }

    private WaitingReport report(Surroundings around) throws IOException, InterruptedException {
        Filled few = fill("line-of-few", FEW);
        Filled lots = fill("line-of-many", many);
        new RedisFigures(redis).awaitNoRewrite();
        for (int slice = 1; slice <= WARM_SLICES; slice++) {
            Bench.say("Warming join " + slice + "/" + WARM_SLICES);
            joins(few, JOINS);
            joins(lots, JOINS);
        }
        Comparison join = join(few, lots);
        Beside joinCalls = new Beside(joinTimes(few), joinTimes(lots));
        Beside ticks = ticks(few, lots);
        Comparison isolation = isolation();
        return new WaitingReport(around, FEW, many, RATE, BUSY_LINE, join, joinCalls, ticks, isolation, opening());
    }

    private Filled fill(String sale, int count) throws IOException, InterruptedException {
        rig.publish(sale, Catalogue.Terms.open(), List.of(queue));
        return fillPublished(sale, count);
    }

    private Filled fillPublished(String sale, int count) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Filled filled = filler.fill(sale, count);
        Bench.say(count + " wait in " + sale + " (" + (System.nanoTime() - start) / 1_000_000 + " ms)");
        return filled;
    }

    // ---- join ----

    private Comparison join(Filled few, Filled lots) throws IOException {
        List<Pair> measured = new ArrayList<>();
        for (int pair = 1; pair <= pairs; pair++) {
            boolean fewFirst = pair % 2 == 1;
            Measurement first = joins(fewFirst ? few : lots, JOINS);
            Measurement second = joins(fewFirst ? lots : few, JOINS);
            measured.add(told("join", pair, fewFirst ? new Pair(first, second) : new Pair(second, first)));
        }
        return new Comparison("join, " + many, FEW + " waiting", measured);
    }

    /** New fans join; afterwards the line is as long as before. */
    private Measurement joins(Filled line, int fans) throws IOException {
        Measurement measured = driver.once(queue.port(), rig.crowd.newJoins(line.sale(), fans), connections);
        filler.trim(line);
        return measured;
    }

    /** What Redis says that a join costs: microseconds of scripts for each, whether or not joins share calls. */
    private WaitingReport.Times joinTimes(Filled line) throws IOException {
        long before = filler.total(line.sale(), "joined");
        times.start(0);
        driver.once(queue.port(), rig.crowd.newJoins(line.sale(), JOINS_TIMED), connections);
        List<Call> calls = times.stop(LineFiller.prefix(line.sale()));
        long joined = filler.total(line.sale(), "joined") - before;
        filler.trim(line);
        long[] micros = ScriptTimes.micros(calls, call -> call.script().startsWith("join"));
        return WaitingReport.Times.of(micros, joined);
    }

    // ---- admission ----

    private Beside ticks(Filled few, Filled lots) throws IOException, InterruptedException {
        List<Call> ofFew = new ArrayList<>();
        List<Call> ofLots = new ArrayList<>();
        long fewBefore = filler.total(few.sale(), "called");
        long lotsBefore = filler.total(lots.sale(), "called");
        for (int round = 1; round <= ROUNDS; round++) {
            Bench.say("Admission " + round + "/" + ROUNDS);
            ofFew.addAll(admit(few));
            ofLots.addAll(admit(lots));
        }
        return new Beside(
                tickTimes(ofFew, filler.total(few.sale(), "called") - fewBefore),
                tickTimes(ofLots, filler.total(lots.sale(), "called") - lotsBefore));
    }

    private List<Call> admit(Filled line) throws IOException, InterruptedException {
        Operator operator = new Operator(rig, queue, line.sale());
        operator.limit(CALLED_MAX, RATE);
        times.start(0);
        LockSupport.parkNanos(ROUND.toNanos());
        List<Call> calls = times.stop(LineFiller.prefix(line.sale()));
        operator.letNobodyIn();
        LockSupport.parkNanos(SETTLE.toNanos());
        return calls;
    }

    private static WaitingReport.Times tickTimes(List<Call> calls, long called) {
        return WaitingReport.Times.of(
                ScriptTimes.micros(calls, call -> call.script().startsWith("admit")), called);
    }

    // ---- one sale beside another ----

    private Comparison isolation() throws IOException, InterruptedException {
        Filled busy = fill("busy", BUSY_LINE);
        Filled other = fill("other", 1_000);
        Operator operator = new Operator(rig, queue, busy.sale());
        List<Pair> measured = new ArrayList<>();
        for (int pair = 1; pair <= pairs; pair++) {
            Measurement alone = joins(other, JOINS);
            operator.limit(CALLED_MAX, RATE);
            Measurement beside;
            Requests arriving = rig.crowd.newJoins(busy.sale(), BUSY_JOINS * 30);
            try (Trickle joining = Trickle.start(queue.port(), arriving, BUSY_JOINS)) {
                LockSupport.parkNanos(SETTLE.toNanos());
                beside = joins(other, JOINS);
                joining.requireFlow();
            }
            operator.letNobodyIn();
            LockSupport.parkNanos(SETTLE.toNanos());
            measured.add(told("beside a busy sale", pair, new Pair(alone, beside)));
        }
        return new Comparison("join", "no busy sale", measured);
    }

    // ---- opening ----

    private Opening opening() throws IOException, InterruptedException {
        String sale = "drawn";
        Instant opensAt = Instant.now().plusSeconds(20 + many / FILLED_A_SECOND);
        rig.publish(sale, Catalogue.Terms.drawn(opensAt), List.of(queue));
        fillPublished(sale, many);
        new RedisFigures(redis).awaitNoRewrite();
        long inLobby = filler.inLobby(sale);
        Bench.say(inLobby + " in the lobby, which opens in "
                + Math.max(0, Duration.between(Instant.now(), opensAt).toSeconds()) + " s");
        if (!Instant.now().isBefore(opensAt)) {
            throw new IOException("filling the lobby took longer than until it opened");
        }
        times.start(WORTH_A_LOOK);
        LockSupport.parkNanos(
                Math.max(0, Duration.between(Instant.now(), opensAt).toNanos()));
        long start = System.nanoTime();
        while (filler.inLobby(sale) > 0) {
            if (System.nanoTime() - start > OPENING_MAX.toNanos()) {
                throw new IOException(filler.inLobby(sale) + " still in the lobby after " + OPENING_MAX);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        long took = (System.nanoTime() - start) / 1_000_000;
        List<Call> calls = times.stop(LineFiller.prefix(sale));
        return Opening.of(inLobby, took, calls);
    }

    private Pair told(String what, int number, Pair pair) {
        Bench.say(String.format(
                java.util.Locale.ROOT,
                "%s %d/%d: %6.0f/s, before %6.0f/s = %.2f",
                what,
                number,
                pairs,
                pair.ours().requestsPerSecond(),
                pair.floor().requestsPerSecond(),
                pair.ratio()));
        return pair;
    }
}
