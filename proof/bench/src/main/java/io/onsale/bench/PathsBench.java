package io.onsale.bench;

import io.onsale.bench.PairedRuns.Pair;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Measures join, place read and hold beside the floor: a bare WebFlux route with one {@code EVALSHA}, and one without Redis. */
final class PathsBench {
    private static final int FANS_WAITING = 50_000;
    private static final int FANS_HOLDING =
            1_000; // each with one pass, verified once: as when a fan tries several seats
    private static final int SEATS = 60_000; // more than can be held in one run
    private static final int JOINS_PER_SECOND = 40_000; // more than a service can handle, so that every join is new
    private static final Duration SLICE_MAX = Duration.ofSeconds(15); // of warming joins: 200 MB of requests

    private final BenchEnvironment environment;
    private final ServiceProcess floor;
    private final ServiceProcess queue;
    private final LoadDriver driver;
    private final PathsOptions options;
    private final Requests bare = new Requests(List.of(Requests.message("GET", "/floor", List.of(), null)));
    private final Requests bareRedis = new Requests(List.of(Requests.message("POST", "/floor/redis", List.of(), null)));

    private PathsBench(BenchEnvironment environment, PathsOptions options) throws IOException {
        this.environment = environment;
        this.options = options;
        this.driver = driver(options);
        this.floor = environment.startFloor();
        this.queue = environment.startQueue();
        environment.awaitFloor(floor);
        environment.awaitReady(queue);
    }

    private static LoadDriver driver(PathsOptions options) {
        return switch (options.driver()) {
            case null -> WrkDriver.find().orElseGet(ClosedLoopDriver::new);
            case JVM -> new ClosedLoopDriver();
            case WRK ->
                WrkDriver.find().orElseThrow(() -> new IllegalArgumentException("--driver: wrk is not installed here"));
        };
    }

    static PathsReport run(PathsOptions options, Path folder) throws IOException, InterruptedException {
        RunConditions conditions = RunConditions.now();
        try (BenchEnvironment environment = BenchEnvironment.start(folder, Bench::say)) {
            PathsBench bench = new PathsBench(environment, options);
            return new PathsReport(conditions, bench.driver.name(), options, bench.comparisons());
        }
    }

    private List<PairedRuns> comparisons() throws IOException, InterruptedException {
        List<PairedRuns> comparisons = new ArrayList<>();
        for (String path : options.paths()) {
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

    private PairedRuns join() throws IOException, InterruptedException {
        warm("the floor", floor, bareRedis);
        warmJoins();
        List<Pair> measured = new ArrayList<>();
        for (int pair = 1; pair <= options.pairs(); pair++) {
            measured.add(pair("join", pair, bareRedis, queue, joins("joins-" + pair, options.time())));
        }
        return new PairedRuns("join", "floor+redis", measured);
    }

    /** Joins of new fans, as in the measured runs. */
    private void warmJoins() throws IOException, InterruptedException {
        long left = options.warm().toSeconds();
        for (int slice = 1; left > 0; slice++) {
            Duration length = Duration.ofSeconds(Math.min(left, SLICE_MAX.toSeconds()));
            Requests joins = joins("warm-joins-" + slice, length);
            Bench.say("Warming join, " + left + " s to go");
            driver.run(queue.port(), joins, options.connections(), length);
            left -= length.toSeconds();
        }
    }

    /** Joins of new fans in a sale of their own. */
    private Requests joins(String sale, Duration time) throws IOException, InterruptedException {
        publish(sale);
        return environment.fans.newJoins(sale, (int) time.toSeconds() * JOINS_PER_SECOND);
    }

    private PairedRuns place() throws IOException, InterruptedException {
        String sale = "waiting";
        publish(sale);
        int first = environment.fans.next(FANS_WAITING);
        Bench.say("Filling a line with " + FANS_WAITING);
        new ClosedLoopDriver()
                .once(queue.port(), environment.fans.joins(sale, first, FANS_WAITING), options.connections());
        Requests places = environment.fans.places(sale, first, FANS_WAITING).shuffled(1);
        warm("the floor", floor, bare);
        warm("place", queue, places);
        List<Pair> measured = new ArrayList<>();
        for (int pair = 1; pair <= options.pairs(); pair++) {
            measured.add(pair("place", pair, bare, queue, places));
        }
        return new PairedRuns("place", "floor", measured);
    }

    private PairedRuns hold() throws IOException, InterruptedException {
        String sale = "seats";
        List<String> performances = IntStream.rangeClosed(0, options.pairs())
                .mapToObj(i -> "seats-" + i)
                .toList();
        ServiceProcess seat = environment.startSeat(queue);
        environment.awaitReady(seat);
        environment.sales.publish(sale, SalePublisher.Terms.open(), performances, SalePublisher.plan(SEATS));
        for (String performance : performances) {
            environment.awaitAnswer(seat.port(), "/api/v1/performances/" + performance + "/seats", null);
        }
        warm("hold", seat, holds(sale, performances.getFirst()));
        List<Pair> measured = new ArrayList<>();
        for (int pair = 1; pair <= options.pairs(); pair++) {
            measured.add(pair("hold", pair, bareRedis, seat, holds(sale, performances.get(pair))));
        }
        return new PairedRuns("hold", "floor+redis", measured);
    }

    private Requests holds(String sale, String performance) {
        return environment.fans.holds(sale, performance, SEATS, FANS_HOLDING);
    }

    private void publish(String sale) throws IOException, InterruptedException {
        environment.publish(sale, SalePublisher.Terms.open(), List.of(queue));
    }

    /** The order alternates, so that neither always pays for the other's garbage. */
    private Pair pair(String name, int number, Requests beside, ServiceProcess node, Requests ours)
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
                options.pairs(),
                pair.ours().requestsPerSecond(),
                pair.floor().requestsPerSecond(),
                pair.ratio()));
        return pair;
    }

    private Measurement measure(ServiceProcess node, Requests requests) throws IOException, InterruptedException {
        return driver.run(node.port(), requests, options.connections(), options.time());
    }

    private void warm(String what, ServiceProcess node, Requests requests) throws IOException, InterruptedException {
        if (!options.warm().isZero()) {
            Bench.say("Warming " + what + " for " + options.warm().toSeconds() + " s");
            driver.run(node.port(), requests, options.connections(), options.warm());
        }
    }
}
