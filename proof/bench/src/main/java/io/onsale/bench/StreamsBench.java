package io.onsale.bench;

import io.lettuce.core.RedisClient;
import io.onsale.bench.RedisFigures.Figures;
import io.onsale.bench.StreamsReport.Moving;
import io.onsale.bench.StreamsReport.WatcherStage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/**
 * What watchers cost, and how soon they are notified. The line is as long as the largest number of watchers from the beginning, so that
 * only the watchers grow from one number to the next. There is one process of watchers per node; all share the machine with the stores.
 */
final class StreamsBench implements AutoCloseable {
    private static final int FILES_APART = 1_000; // class path, logs, connections to the stores
    private static final int CONNECTIONS = 64; // joining
    private static final int ADDRESSES_A_NODE = 8; // 127.0.0.x that one process of watchers may come from
    private static final int MOVING_SHARE = 200; // of the line is called each second while places move

    private final BenchEnvironment environment;
    private final RunConditions conditions;
    private final RedisFigures redis;
    private final StreamsOptions options;
    private final List<ServiceProcess> nodes;
    private final List<WatcherProcess> watchers = new ArrayList<>();
    private final String sale = "watched";
    private int watching;

    private StreamsBench(
            BenchEnvironment environment,
            RunConditions conditions,
            RedisFigures redis,
            StreamsOptions options,
            List<ServiceProcess> nodes) {
        this.environment = environment;
        this.conditions = conditions;
        this.redis = redis;
        this.options = options;
        this.nodes = nodes;
    }

    static StreamsReport run(StreamsOptions options, Path folder) throws IOException, InterruptedException {
        RunConditions conditions = RunConditions.now();
        int count = nodes(options, conditions);
        try (BenchEnvironment environment = BenchEnvironment.start(folder, Bench::say)) {
            List<ServiceProcess> nodes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                nodes.add(environment.startQueue(MemoryFootprint.JVM_OPTION));
            }
            return run(options, environment, conditions, nodes);
        }
    }

    /** @param nodes with {@link MemoryFootprint#JVM_OPTION} */
    static StreamsReport run(
            StreamsOptions options, BenchEnvironment environment, RunConditions conditions, List<ServiceProcess> nodes)
            throws IOException, InterruptedException {
        try (RedisClient client = RedisClient.create(environment.redis());
                StreamsBench bench = new StreamsBench(
                        environment,
                        conditions,
                        new RedisFigures(client.connect().sync()),
                        options,
                        nodes)) {
            return bench.report();
        }
    }

    /** As many as asked for; else as few as the limit of open files allows, for the services and for the watchers. */
    private static int nodes(StreamsOptions options, RunConditions conditions) {
        long each = Math.max(1, conditions.filesMax() - FILES_APART);
        int most = options.mostWatchers();
        int needed = Math.toIntExact((most + each - 1) / each);
        int nodes = Objects.requireNonNullElse(options.nodes(), needed);
        if (nodes < needed) {
            throw new IllegalArgumentException("--nodes: a process may have " + conditions.filesMax()
                    + " files open here, so " + most + " streams need --nodes " + needed
                    + ", or a higher limit: `ulimit -Hn " + (most + 2 * FILES_APART)
                    + "` as an administrator, LimitNOFILE= of systemd, --ulimit nofile= of a container");
        }
        return nodes;
    }

    private StreamsReport report() throws IOException, InterruptedException {
        start();
        MemoryFootprint empty = footprint();
        int firstFan = join();
        redis.awaitNoRewrite();
        MemoryFootprint joined = footprint();
        startWatchers(firstFan);
        List<WatcherStage> steps = new ArrayList<>();
        for (int number : options.watchers()) {
            steps.add(step(number));
        }
        Moving moving = options.still() ? null : moving();
        return new StreamsReport(
                conditions,
                nodes.size(),
                perNode() * nodes.size(),
                options.time().toSeconds(),
                empty,
                joined,
                steps,
                moving);
    }

    private void start() throws IOException, InterruptedException {
        for (ServiceProcess node : nodes) {
            environment.awaitReady(node);
        }
        environment.publish(sale, SalePublisher.Terms.open(), nodes);
    }

    private int perNode() {
        return (options.mostWatchers() + nodes.size() - 1) / nodes.size();
    }

    /** Each fan joins through the node that it is going to watch; returns the first one. */
    private int join() throws IOException {
        int firstFan = environment.fans.next(perNode() * nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            Requests joins = environment.fans.joins(sale, firstFan + i * perNode(), perNode());
            Measurement joined = new ClosedLoopDriver().once(nodes.get(i).port(), joins, CONNECTIONS);
            if (joined.unexpected() > 0) {
                throw new IOException(joined.unexpected() + " joins were refused");
            }
            Bench.say(String.format(
                    Locale.ROOT, "%d have joined, %.0f/s", (i + 1) * perNode(), joined.requestsPerSecond()));
        }
        return firstFan;
    }

    private void startWatchers(int firstFan) throws IOException {
        boolean several = canComeFrom("127.0.0.2");
        for (int i = 0; i < nodes.size(); i++) {
            WatcherTask task = new WatcherTask(
                    nodes.get(i).port(),
                    sale,
                    firstFan + i * perNode(),
                    several ? 2 + i * ADDRESSES_A_NODE : 0,
                    Operator.CLAIM_SECONDS * 1000L);
            watchers.add(WatcherProcess.start(environment, "watchers-" + (i + 1), task));
        }
    }

    /** Linux has all of 127.0.0.0/8; elsewhere one address and its ports must do. */
    private static boolean canComeFrom(String address) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private WatcherStage step(int number) throws IOException, InterruptedException {
        long start = System.nanoTime();
        watch(number);
        double openSeconds = (System.nanoTime() - start) / 1e9;
        Bench.say(String.format(Locale.ROOT, "%d watch, after %.1f s", watching, openSeconds));
        LockSupport.parkNanos(options.gap().plusSeconds(1).toNanos());
        reports();
        ObservedWindow window = observe();
        MemoryFootprint footprint = footprint();
        double[] operatorMillis = change();
        WatcherReport notified = reports();
        WatcherStage step = WatcherStage.of(watching, openSeconds, window, footprint, notified, operatorMillis);
        Bench.say(String.format(
                Locale.ROOT,
                "%d watch: Redis %.1f commands/s, notified within %.0f ms (p99)",
                number,
                step.redisCommands(),
                step.delayP99Millis()));
        return step;
    }

    /** Opens streams until {@code number} fans watch, spread evenly. */
    private void watch(int number) throws IOException {
        for (int i = 0; i < watchers.size(); i++) {
            watchers.get(i)
                    .watch((int) ((long) number * (i + 1) / watchers.size() - (long) number * i / watchers.size()));
        }
        for (WatcherProcess each : watchers) {
            each.awaitWatching();
        }
        watching = number;
    }

    /** Some time in which the bench does nothing. */
    private ObservedWindow observe() throws IOException {
        Figures before = redis.read();
        Duration cpu = cpu();
        LockSupport.parkNanos(options.time().toNanos());
        Figures after = redis.read();
        double seconds = (after.nanos() - before.nanos()) / 1e9;
        return new ObservedWindow(seconds, before, after, cpu().minus(cpu).toNanos() / 1e9 / seconds, reports());
    }

    private Duration cpu() {
        return nodes.stream().map(ServiceProcess::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    private WatcherReport reports() throws IOException {
        WatcherReport all = WatcherReport.nothing();
        for (WatcherProcess each : watchers) {
            all = all.and(each.report());
        }
        return all;
    }

    private MemoryFootprint footprint() throws IOException, InterruptedException {
        MemoryFootprint footprint = new MemoryFootprint(0, 0);
        for (ServiceProcess node : nodes) {
            footprint = footprint.and(MemoryFootprint.of(node));
        }
        return footprint;
    }

    /** Pauses and resumes in turn, saying when; returns how long the operator waited for each answer. */
    private double[] change() throws IOException, InterruptedException {
        Operator operator = new Operator(environment, nodes.getFirst(), sale);
        double[] millis = new double[options.changes()];
        for (int i = 0; i < options.changes(); i++) {
            long start = WatcherCounts.nowMicros();
            if (i % 2 == 0) {
                operator.pause(WatchedStream.CHANGE + start);
            } else {
                operator.resume(WatchedStream.CHANGE + start);
            }
            millis[i] = (WatcherCounts.nowMicros() - start) / 1000.0;
            LockSupport.parkNanos(options.gap().toNanos());
        }
        if (options.changes() % 2 == 1) {
            operator.resume("Bench");
        }
        return millis;
    }

    /** Everybody moves up, and some are called. */
    private Moving moving() throws IOException, InterruptedException {
        Operator operator = new Operator(environment, nodes.getFirst(), sale);
        int rate = Math.max(1, options.mostWatchers() / MOVING_SHARE);
        Bench.say("Places move: " + rate + " are called each second");
        operator.limit(options.mostWatchers(), rate);
        LockSupport.parkNanos(options.gap().plusSeconds(1).toNanos());
        reports();
        ObservedWindow window = observe();
        operator.letNobodyIn();
        return Moving.of(rate, window);
    }

    @Override
    public void close() {
        watchers.forEach(WatcherProcess::close);
    }
}
