package io.onsale.bench;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.onsale.bench.LineFiller.Filled;
import io.onsale.bench.PairedRuns.Pair;
import io.onsale.bench.ScriptTimes.Call;
import io.onsale.bench.WaitingReport.FewAndMany;
import io.onsale.bench.WaitingReport.LobbyOpening;
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

    private static final int JOINS = 10_000; // per slice: the short line doubles meanwhile
    private static final int WARM_SLICES = 8;
    private static final int JOINS_TIMED =
            5_000; // by Redis, separately from the pairs: recording each call costs a little

    private static final int RATE = 500; // called per second: 100 per tick
    private static final int CALLED_MAX = 100_000; // nobody claims; far more than are called
    private static final int ROUNDS = 3; // of admission, alternating between the sizes
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final int BUSY_JOINS = 200; // per second, into the busy line

    private static final Duration SETTLE = Duration.ofSeconds(1); // a node applies a policy within a second
    private static final int FILLED_A_SECOND = 25_000; // at least; a lobby must be full before it opens
    private static final Duration OPENING_MAX = Duration.ofMinutes(3);
    private static final long WORTH_A_LOOK =
            100; // microseconds; calls of an opening that are shorter are not remembered

    private final BenchEnvironment environment;
    private final ServiceProcess queue;
    private final RedisCommands<String, String> redis;
    private final LineFiller filler;
    private final ScriptTimes times;
    private final ClosedLoopDriver driver = new ClosedLoopDriver();
    private final int many;
    private final int pairs;
    private final int connections;

    private WaitingBench(
            BenchEnvironment environment,
            ServiceProcess queue,
            RedisCommands<String, String> redis,
            WaitingOptions options)
            throws IOException {
        this.environment = environment;
        this.queue = queue;
        this.redis = redis;
        this.filler = new LineFiller(environment, queue, redis);
        this.times = new ScriptTimes(redis);
        this.many = options.many();
        this.pairs = options.pairs();
        this.connections = options.connections();
    }

    static WaitingReport run(WaitingOptions options, Path folder) throws IOException, InterruptedException {
        RunConditions conditions = RunConditions.now();
        try (BenchEnvironment environment = BenchEnvironment.start(folder, Bench::say);
                RedisClient client = RedisClient.create(environment.redis())) {
            ServiceProcess queue = environment.startQueue();
            environment.awaitReady(queue);
            return new WaitingBench(environment, queue, client.connect().sync(), options).report(conditions);
        }
    }

    private WaitingReport report(RunConditions conditions) throws IOException, InterruptedException {
        Filled few = fill("line-of-few", FEW);
        Filled lots = fill("line-of-many", many);
        new RedisFigures(redis).awaitNoRewrite();
        for (int slice = 1; slice <= WARM_SLICES; slice++) {
            Bench.say("Warming join " + slice + "/" + WARM_SLICES);
            joins(few, JOINS);
            joins(lots, JOINS);
        }
        PairedRuns join = join(few, lots);
        FewAndMany joinCalls = new FewAndMany(joinTimes(few), joinTimes(lots));
        FewAndMany ticks = ticks(few, lots);
        PairedRuns isolation = isolation();
        return new WaitingReport(conditions, FEW, many, RATE, BUSY_LINE, join, joinCalls, ticks, isolation, opening());
    }

    private Filled fill(String sale, int count) throws IOException, InterruptedException {
        environment.publish(sale, SalePublisher.Terms.open(), List.of(queue));
        return fillPublished(sale, count);
    }

    private Filled fillPublished(String sale, int count) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Filled filled = filler.fill(sale, count);
        Bench.say(count + " wait in " + sale + " (" + (System.nanoTime() - start) / 1_000_000 + " ms)");
        return filled;
    }

    // ---- join ----

    private PairedRuns join(Filled few, Filled lots) throws IOException {
        List<Pair> measured = new ArrayList<>();
        for (int pair = 1; pair <= pairs; pair++) {
            boolean fewFirst = pair % 2 == 1;
            Measurement first = joins(fewFirst ? few : lots, JOINS);
            Measurement second = joins(fewFirst ? lots : few, JOINS);
            measured.add(told("join", pair, fewFirst ? new Pair(first, second) : new Pair(second, first)));
        }
        return new PairedRuns("join, " + many, FEW + " waiting", measured);
    }

    /** New fans join; afterwards the line is as long as before. */
    private Measurement joins(Filled line, int fans) throws IOException {
        Measurement measured = driver.once(queue.port(), environment.fans.newJoins(line.sale(), fans), connections);
        filler.trim(line);
        return measured;
    }

    /** The cost of a join according to Redis: microseconds of scripts per join, even if joins share calls. */
    private WaitingReport.ScriptCost joinTimes(Filled line) throws IOException {
        times.start(0);
        Measurement joins = driver.once(queue.port(), environment.fans.newJoins(line.sale(), JOINS_TIMED), connections);
        List<Call> calls = times.stop(line.sale());
        filler.trim(line);
        long[] micros = ScriptTimes.micros(calls, call -> call.script().startsWith("join"));
        return WaitingReport.ScriptCost.of(micros, JOINS_TIMED - joins.unexpected());
    }

    // ---- admission ----

    private FewAndMany ticks(Filled few, Filled lots) throws IOException, InterruptedException {
        List<Call> ofFew = new ArrayList<>();
        List<Call> ofLots = new ArrayList<>();
        long fewBefore = called(few);
        long lotsBefore = called(lots);
        for (int round = 1; round <= ROUNDS; round++) {
            Bench.say("Admission " + round + "/" + ROUNDS);
            ofFew.addAll(admit(few));
            ofLots.addAll(admit(lots));
        }
        return new FewAndMany(tickTimes(ofFew, called(few) - fewBefore), tickTimes(ofLots, called(lots) - lotsBefore));
    }

    private List<Call> admit(Filled line) throws IOException, InterruptedException {
        Operator operator = new Operator(environment, queue, line.sale());
        operator.limit(CALLED_MAX, RATE);
        times.start(0);
        LockSupport.parkNanos(ROUND.toNanos());
        List<Call> calls = times.stop(line.sale());
        operator.letNobodyIn();
        LockSupport.parkNanos(SETTLE.toNanos());
        return calls;
    }

    private long called(Filled line) throws IOException, InterruptedException {
        return new Operator(environment, queue, line.sale()).called();
    }

    private static WaitingReport.ScriptCost tickTimes(List<Call> calls, long called) {
        return WaitingReport.ScriptCost.of(
                ScriptTimes.micros(calls, call -> call.script().startsWith("admit")), called);
    }

    // ---- one sale beside another ----

    private PairedRuns isolation() throws IOException, InterruptedException {
        Filled busy = fill("busy", BUSY_LINE);
        Filled other = fill("other", 1_000);
        Operator operator = new Operator(environment, queue, busy.sale());
        List<Pair> measured = new ArrayList<>();
        for (int pair = 1; pair <= pairs; pair++) {
            Measurement alone = joins(other, JOINS);
            operator.limit(CALLED_MAX, RATE);
            Measurement beside;
            Requests arriving = environment.fans.newJoins(busy.sale(), BUSY_JOINS * 30);
            try (SteadySender joining = SteadySender.start(queue.port(), arriving, BUSY_JOINS)) {
                LockSupport.parkNanos(SETTLE.toNanos());
                beside = joins(other, JOINS);
                joining.requireFlow();
            }
            operator.letNobodyIn();
            LockSupport.parkNanos(SETTLE.toNanos());
            measured.add(told("beside a busy sale", pair, new Pair(alone, beside)));
        }
        return new PairedRuns("join", "no busy sale", measured);
    }

    // ---- opening ----

    private LobbyOpening opening() throws IOException, InterruptedException {
        String sale = "drawn";
        Instant opensAt = Instant.now().plusSeconds(20 + many / FILLED_A_SECOND);
        environment.publish(sale, SalePublisher.Terms.drawn(opensAt), List.of(queue));
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
        List<Call> calls = times.stop(sale);
        return LobbyOpening.of(inLobby, took, calls);
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
