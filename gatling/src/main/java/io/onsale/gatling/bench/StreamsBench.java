package io.onsale.gatling.bench;

import io.lettuce.core.RedisClient;
import io.onsale.gatling.bench.RedisFigures.Figures;
import io.onsale.gatling.bench.StreamsReport.Moving;
import io.onsale.gatling.bench.StreamsReport.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * What watchers cost, and how soon they are told. The line is as long as the largest number of watchers from the beginning, so that from one
 * number to the next only the watchers are more. One process of watchers for each node; all nodes, watchers and stores share the machine.
 */
final class StreamsBench implements AutoCloseable {
    private static final int FILES_APART = 1_000; // class path, logs, connections to the stores
    private static final int CONNECTIONS = 64; // joining
    private static final int ADDRESSES_A_NODE = 8; // 127.0.0.x that one process of watchers may come from
    private static final int MOVING_SHARE = 200; // of the line is called each second while places move

    private final Rig rig;
    private final Surroundings around;
    private final RedisFigures redis;
    private final List<Integer> numbers;
    private final Duration time;
    private final int changes;
    private final Duration gap;
    private final List<Node> nodes;
    private final List<WatcherProcess> watchers = new ArrayList<>();
    private final String sale = "watched";
    private int watching;

    private StreamsBench(Rig rig, Surroundings around, RedisFigures redis, BenchOptions options, List<Node> nodes) {
        this.rig = rig;
        this.around = around;
        this.redis = redis;
        this.nodes = nodes;
        this.numbers = numbers(options);
        this.time = options.seconds("seconds", 20, 2, 120);
        this.changes = options.number("changes", 10, 2, 100);
        this.gap = options.seconds("gap", 3, 1, 10);
    }

    static StreamsReport run(BenchOptions options, Path folder) throws IOException, InterruptedException {
        Surroundings around = Surroundings.now();
        int count = nodes(options, numbers(options).getLast(), around);
        try (Rig rig = Rig.start(folder, Bench::say)) {
            List<Node> nodes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                nodes.add(rig.startQueue(Footprint.JVM_OPTION));
            }
            return run(options, rig, around, nodes);
        }
    }

    /** @param nodes with {@link Footprint#JVM_OPTION} */
    static StreamsReport run(BenchOptions options, Rig rig, Surroundings around, List<Node> nodes)
            throws IOException, InterruptedException {
        try (RedisClient client = RedisClient.create(rig.redis());
                StreamsBench bench = new StreamsBench(
                        rig, around, new RedisFigures(client.connect().sync()), options, nodes)) {
            StreamsReport report = bench.report(options.has("still"));
            if (options.path("plot").isPresent()) {
                Files.writeString(options.path("plot").get(), StreamsPlot.of(report));
            }
            return report;
        }
    }

    private static List<Integer> numbers(BenchOptions options) {
        return options.numbers("watchers", "1000,10000,50000", 10, 200_000);
    }

    /** As many as asked for; else as few as the limit of open files allows, for the services and for the watchers. */
    private static int nodes(BenchOptions options, int most, Surroundings around) {
        long each = Math.max(1, around.filesMax() - FILES_APART);
        int needed = Math.toIntExact((most + each - 1) / each);
        int nodes = options.number("nodes", needed, 1, 16);
        if (nodes < needed) {
            throw new IllegalArgumentException("a process may have " + around.filesMax() + " files open here, so "
                    + most
                    + " streams need --nodes " + needed + ", or a higher limit: `ulimit -Hn " + (most + 2 * FILES_APART)
                    + "` as an administrator, LimitNOFILE= of systemd, --ulimit nofile= of a container");
        }
        return nodes;
    }

    private int most() {
        return numbers.getLast();
    }

    private StreamsReport report(boolean still) throws IOException, InterruptedException {
        start();
        Footprint empty = footprint();
        int firstFan = join();
        redis.awaitNoRewrite();
        Footprint joined = footprint();
        startWatchers(firstFan);
        List<Step> steps = new ArrayList<>();
        for (int number : numbers) {
            steps.add(step(number));
        }
        Moving moving = still ? null : moving();
        return new StreamsReport(
                around, nodes.size(), perNode() * nodes.size(), time.toSeconds(), empty, joined, steps, moving);
    }

    private void start() throws IOException, InterruptedException {
        for (Node node : nodes) {
            rig.awaitReady(node);
        }
        rig.publish(sale, Catalogue.Terms.open(), nodes);
    }

    private int perNode() {
        return (most() + nodes.size() - 1) / nodes.size();
    }

    /** Each fan joins through the node that it is going to watch; returns the first one. */
    private int join() throws IOException {
        int firstFan = rig.crowd.next(perNode() * nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            Requests joins = rig.crowd.joins(sale, firstFan + i * perNode(), perNode());
            Measurement joined = new JvmDriver().once(nodes.get(i).port(), joins, CONNECTIONS);
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
            Watchers.Task task = new Watchers.Task(
                    nodes.get(i).port(),
                    sale,
                    firstFan + i * perNode(),
                    several ? 2 + i * ADDRESSES_A_NODE : 0,
                    Operator.CLAIM_SECONDS * 1000L);
            watchers.add(WatcherProcess.start(rig, "watchers-" + (i + 1), task));
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

    private Step step(int number) throws IOException, InterruptedException {
        long start = System.nanoTime();
        watch(number);
        double openSeconds = (System.nanoTime() - start) / 1e9;
        Bench.say(String.format(Locale.ROOT, "%d watch, after %.1f s", watching, openSeconds));
        LockSupport.parkNanos(gap.plusSeconds(1).toNanos());
        heard();
        Window window = look();
        Footprint footprint = footprint();
        double[] operatorMillis = change();
        Heard told = heard();
        Step step = Step.of(watching, openSeconds, window, footprint, told, operatorMillis);
        Bench.say(String.format(
                Locale.ROOT,
                "%d watch: Redis %.1f commands/s, told within %.0f ms (p99)",
                number,
                step.redisCommands(),
                step.toldP99Millis()));
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

    /**
     * Some time in which nothing is asked of anybody.
     *
     * @param busy processors that the nodes kept busy
     */
    record Window(double seconds, Figures before, Figures after, double busy, Heard heard) {}

    private Window look() throws IOException {
        Figures before = redis.read();
        Duration cpu = cpu();
        LockSupport.parkNanos(time.toNanos());
        Figures after = redis.read();
        double seconds = (after.nanos() - before.nanos()) / 1e9;
        return new Window(seconds, before, after, cpu().minus(cpu).toNanos() / 1e9 / seconds, heard());
    }

    private Duration cpu() {
        return nodes.stream().map(Node::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    private Heard heard() throws IOException {
        Heard heard = Heard.nothing();
        for (WatcherProcess each : watchers) {
            heard = heard.and(each.report());
        }
        return heard;
    }

    private Footprint footprint() throws IOException, InterruptedException {
        Footprint footprint = new Footprint(0, 0);
        for (Node node : nodes) {
            footprint = footprint.and(Footprint.of(node));
        }
        return footprint;
    }

    /** Pauses and resumes in turn, saying when; returns how long the operator waited for each answer. */
    private double[] change() throws IOException, InterruptedException {
        Operator operator = new Operator(rig, nodes.getFirst(), sale);
        double[] millis = new double[changes];
        for (int i = 0; i < changes; i++) {
            long start = Watchers.nowMicros();
            if (i % 2 == 0) {
                operator.pause(Watchers.CHANGE + start);
            } else {
                operator.resume(Watchers.CHANGE + start);
            }
            millis[i] = (Watchers.nowMicros() - start) / 1000.0;
            LockSupport.parkNanos(gap.toNanos());
        }
        if (changes % 2 == 1) {
            operator.resume("Bench");
        }
        return millis;
    }

    /** Everybody moves up, and some are called. */
    private Moving moving() throws IOException, InterruptedException {
        Operator operator = new Operator(rig, nodes.getFirst(), sale);
        int rate = Math.max(1, most() / MOVING_SHARE);
        Bench.say("Places move: " + rate + " are called each second");
        operator.limit(most(), rate);
        LockSupport.parkNanos(gap.plusSeconds(1).toNanos());
        heard();
        Window window = look();
        operator.letNobodyIn();
        return Moving.of(rate, window);
    }

    @Override
    public void close() {
        watchers.forEach(WatcherProcess::close);
    }
}
