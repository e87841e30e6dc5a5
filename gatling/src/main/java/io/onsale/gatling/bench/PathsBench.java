package io.onsale.gatling.bench;

import io.onsale.gatling.bench.Comparison.Pair;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** Measures join, place read and hold beside the floor: a bare WebFlux route with one {@code EVALSHA}, and one without Redis. */
final class PathsBench {
    private static final Set<String> PATHS = Set.of("join", "place", "hold");
    private static final int FANS_WAITING = 50_000;
    private static final int FANS_HOLDING =
            1_000; // each with one pass, verified once: as when a fan tries several seats
    private static final int SEATS = 60_000; // more than can be held in one run
    private static final int JOINS_A_SECOND = 40_000; // more than can be done; a join beyond them would not be new
    private static final Duration SLICE_MAX = Duration.ofSeconds(15); // of warming joins: 200 MB of requests

    private final Rig rig;
    private final Node floor;
    private final Node queue;
    private final Driver driver;
    private final boolean peerBar;
    private final List<String> paths;
    private final int pairs;
    private final Duration time;
    private final Duration warm;
    private final int connections;
    private final Requests bare = new Requests(List.of(Requests.message("GET", "/floor", List.of(), null)));
    private final Requests bareRedis = new Requests(List.of(Requests.message("POST", "/floor/redis", List.of(), null)));

    private PathsBench(Rig rig, BenchOptions options) throws IOException {
        this.rig = rig;
        this.peerBar = options.has("peer-bar");
        String all = peerBar ? "join,place" : "join,place,hold"; // other waiting rooms have no seats
        this.paths = List.of(options.text("paths", all).split(",", -1));
        if (!PATHS.containsAll(paths)) {
            throw new IllegalArgumentException("--paths are join, place and hold, with commas between them");
        }
        this.driver = driver(options);
        this.pairs = options.number("pairs", 5, 1, 50);
        this.time = options.seconds("seconds", peerBar ? 10 : 4, 1, 60);
        this.warm = options.seconds("warm", peerBar ? 150 : 40, 0, 300);
        this.connections = options.number("connections", 64, 1, 1000);
        this.floor = rig.startFloor();
        this.queue = rig.startQueue();
        rig.awaitFloor(floor);
        rig.awaitReady(queue);
    }

    private static Driver driver(BenchOptions options) {
        return switch (options.text("driver", "")) {
            case "" -> WrkDriver.find().orElseGet(JvmDriver::new);
            case "jvm" -> new JvmDriver();
            case "wrk" -> WrkDriver.find().orElseThrow(() -> new IllegalArgumentException("wrk is not installed here"));
            default -> throw new IllegalArgumentException("--driver is wrk or jvm");
        };
    }

    static BenchReport run(BenchOptions options, Path folder) throws IOException, InterruptedException {
        Surroundings around = Surroundings.now();
        try (Rig rig = Rig.start(folder, Bench::say)) {
            PathsBench bench = new PathsBench(rig, options);
            return new BenchReport(
                    around,
                    bench.driver.name(),
                    bench.connections,
                    bench.time.toSeconds(),
                    bench.warm.toSeconds(),
                    bench.peerBar,
                    bench.comparisons());
        }
    }

    private List<Comparison> comparisons() throws IOException, InterruptedException {
        List<Comparison> comparisons = new ArrayList<>();
        for (String path : paths) {
            comparisons.add(
                    switch (path) {
                        case "join" -> join();
                        case "place" -> place();
                        case "hold" -> hold();
                        default -> throw new IllegalStateException(path);
                    });
        }
        return comparisons;
    }

    private Comparison join() throws IOException, InterruptedException {
        warm("the floor", floor, bareRedis);
        warmJoins();
        List<Pair> measured = new ArrayList<>();
        for (int pair = 1; pair <= pairs; pair++) {
            measured.add(pair("join", pair, bareRedis, queue, joins("joins-" + pair, time)));
        }
        return new Comparison("join", "floor+redis", measured);
    }

    /** New joins of new fans all the time, as in the runs. */
    private void warmJoins() throws IOException, InterruptedException {
        long left = warm.toSeconds();
        for (int slice = 1; left > 0; slice++) {
            Duration length = Duration.ofSeconds(Math.min(left, SLICE_MAX.toSeconds()));
            Requests joins = joins("warm-joins-" + slice, length);
            Bench.say("Warming join, " + left + " s to go");
            driver.run(queue.port(), joins, connections, length);
            left -= length.toSeconds();
        }
    }

    /** Each one a new place of a new fan, in a line of their own. */
    private Requests joins(String sale, Duration time) throws IOException, InterruptedException {
        publish(sale);
        return rig.crowd.newJoins(sale, (int) time.toSeconds() * JOINS_A_SECOND);
    }

    private Comparison place() throws IOException, InterruptedException {
        String sale = "waiting";
        publish(sale);
        int first = rig.crowd.next(FANS_WAITING);
        Bench.say("Filling a line with " + FANS_WAITING);
        new JvmDriver().once(queue.port(), rig.crowd.joins(sale, first, FANS_WAITING), connections);
        Requests places = rig.crowd.places(sale, first, FANS_WAITING).shuffled(1);
        warm("the floor", floor, bare);
        warm("place", queue, places);
        List<Pair> measured = new ArrayList<>();
        for (int pair = 1; pair <= pairs; pair++) {
            measured.add(pair("place", pair, bare, queue, places));
        }
        return new Comparison("place", "floor", measured);
    }

    private Comparison hold() throws IOException, InterruptedException {
        String sale = "seats";
        List<String> performances =
                IntStream.rangeClosed(0, pairs).mapToObj(i -> "seats-" + i).toList();
        Node seat = rig.startSeat(queue);
        rig.awaitReady(seat);
        rig.catalogue.publish(sale, Catalogue.Terms.open(), performances, Catalogue.plan(SEATS));
        for (String performance : performances) {
            rig.awaitAnswer(seat.port(), "/api/v1/performances/" + performance + "/seats", null);
        }
        warm("hold", seat, holds(sale, performances.getFirst()));
        List<Pair> measured = new ArrayList<>();
        for (int pair = 1; pair <= pairs; pair++) {
            measured.add(pair("hold", pair, bareRedis, seat, holds(sale, performances.get(pair))));
        }
        return new Comparison("hold", "floor+redis", measured);
    }

    private Requests holds(String sale, String performance) {
        return rig.crowd.holds(sale, performance, SEATS, FANS_HOLDING);
    }

    private void publish(String sale) throws IOException, InterruptedException {
        rig.publish(sale, Catalogue.Terms.open(), List.of(queue));
    }

    /** Alternately first and second, so that neither always follows the other's garbage. */
    private Pair pair(String name, int number, Requests beside, Node node, Requests ours)
            throws IOException, InterruptedException {
        boolean floorFirst = number % 2 == 1;
        Measurement before = floorFirst ? measure(floor, beside) : measure(node, ours);
        Measurement after = floorFirst ? measure(node, ours) : measure(floor, beside);
        Pair pair = floorFirst ? new Pair(before, after) : new Pair(after, before);
        Bench.say(String.format(
                Locale.ROOT,
                "%-6s %d/%d: %6.0f/s beside %6.0f/s = %.2f",
                name,
                number,
                pairs,
                pair.ours().requestsPerSecond(),
                pair.floor().requestsPerSecond(),
                pair.ratio()));
        return pair;
    }

    private Measurement measure(Node node, Requests requests) throws IOException, InterruptedException {
        return driver.run(node.port(), requests, connections, time);
    }

    private void warm(String what, Node node, Requests requests) throws IOException, InterruptedException {
        if (!warm.isZero()) {
            Bench.say("Warming " + what + " for " + warm.toSeconds() + " s");
            driver.run(node.port(), requests, connections, warm);
        }
    }
}
