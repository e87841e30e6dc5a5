package io.onsale.gatling.bench;

import io.onsale.gatling.bench.Comparison.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Measures join, place read and hold beside the floor: a bare WebFlux route with one {@code EVALSHA}, and one without Redis.
 *
 * <p>Options: {@code --pairs 5} (odd is best), {@code --seconds 4} a run, {@code --warm 20} seconds of each target beforehand,
 * {@code --connections 64}, {@code --driver wrk|jvm} (wrk if it is installed), {@code --out FOLDER}. Traffic goes to 127.0.0.1 only and
 * ends by itself.
 */
public final class Bench {
    private static final int FANS_WAITING = 50_000;
    private static final int FANS_HOLDING =
            1_000; // each with one pass, verified once: as when a fan tries several seats
    private static final int SEATS = 60_000; // more than can be held in one run
    private static final int JOINS_A_RUN = 150_000;

    private final Rig rig;
    private final Driver driver;
    private final int pairs;
    private final Duration time;
    private final Duration warm;
    private final int connections;
    private final Catalogue catalogue;
    private final Crowd crowd;
    private final Requests bare;
    private final Requests bareRedis;

    private Bench(Rig rig, Driver driver, Map<String, String> options) {
        this.rig = rig;
        this.driver = driver;
        this.pairs = number(options, "pairs", 5, 1, 50);
        this.time = Duration.ofSeconds(number(options, "seconds", 4, 1, 60));
        this.warm = Duration.ofSeconds(number(options, "warm", 20, 0, 300));
        this.connections = number(options, "connections", 64, 1, 1000);
        this.catalogue = new Catalogue(rig.kafka());
        this.crowd = new Crowd(rig.fanSecret, rig.passKey);
        this.bare = new Requests(List.of(Requests.message("GET", "/floor", List.of(), null)));
        this.bareRedis = new Requests(List.of(Requests.message("POST", "/floor/redis", List.of(), null)));
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> options = options(arguments);
        Path out = Path.of(options.getOrDefault("out", ".onsale/bench"));
        Driver driver = "jvm".equals(options.get("driver"))
                ? new JvmDriver()
                : WrkDriver.find().orElseGet(JvmDriver::new);
        Files.createDirectories(out);
        try (Rig rig = Rig.start(out.resolve("rig"), Bench::say)) {
            BenchReport report = new Bench(rig, driver, options).run();
            Files.writeString(out.resolve("bench.json"), report.json());
            Files.writeString(out.resolve("bench.txt"), report.table());
            System.out.println();
            System.out.print(report.table());
            say("Written to " + out.resolve("bench.json"));
        }
    }

    private BenchReport run() throws IOException, InterruptedException {
        List<Comparison> comparisons = List.of(join(), place(), hold());
        return new BenchReport(driver.name(), connections, time.toSeconds(), comparisons);
    }

    private Comparison join() throws IOException, InterruptedException {
        String warmSale = "warm-joins";
        publishToQueue(warmSale);
        run("warming the floor", rig.floorPort, bareRedis, warm);
        run("warming join", rig.queuePort, crowd.joins(warmSale, JOINS_A_RUN), warm);
        List<Pair> measured = new ArrayList<>();
        for (int pair = 1; pair <= pairs; pair++) {
            String sale = "joins-" + pair;
            publishToQueue(sale); // so that every join is a new place
            Requests joins = crowd.joins(sale, JOINS_A_RUN);
            measured.add(pair("join", pair, bareRedis, rig.queuePort, joins));
        }
        return new Comparison("join", "floor+redis", measured);
    }

    private Comparison place() throws IOException, InterruptedException {
        String sale = "waiting";
        publishToQueue(sale);
        Requests joins = crowd.joins(sale, FANS_WAITING);
        run("filling the line", rig.queuePort, joins, Duration.ofSeconds(20));
        Requests places = crowd.places(sale, FANS_WAITING).shuffled(1);
        run("warming the floor", rig.floorPort, bare, warm);
        run("warming place", rig.queuePort, places, warm);
        List<Pair> measured = new ArrayList<>();
        for (int pair = 1; pair <= pairs; pair++) {
            measured.add(pair("place", pair, bare, rig.queuePort, places));
        }
        return new Comparison("place", "floor", measured);
    }

    private Comparison hold() throws IOException, InterruptedException {
        String sale = "seats";
        List<String> performances =
                IntStream.rangeClosed(0, pairs).mapToObj(i -> "seats-" + i).toList();
        catalogue.publish(sale, performances, Catalogue.plan(SEATS));
        for (String performance : performances) {
            rig.awaitAnswer(rig.seatPort, "/api/v1/performances/" + performance + "/seats", Map.of());
        }
        run("warming hold", rig.seatPort, holds(sale, performances.getFirst()), warm);
        List<Pair> measured = new ArrayList<>();
        for (int pair = 1; pair <= pairs; pair++) {
            measured.add(pair("hold", pair, bareRedis, rig.seatPort, holds(sale, performances.get(pair))));
        }
        return new Comparison("hold", "floor+redis", measured);
    }

    private Requests holds(String sale, String performance) {
        return crowd.holds(sale, performance, SEATS, FANS_HOLDING);
    }

    private void publishToQueue(String sale) throws IOException, InterruptedException {
        catalogue.publish(sale, List.of("p-" + sale), Catalogue.plan(1));
        String probe = "/api/v1/sales/" + sale + "/places/me";
        rig.awaitProblem(
                rig.queuePort,
                probe,
                Map.of("Authorization", "Bearer " + crowd.token(Integer.MAX_VALUE)),
                "not-in-line");
    }

    private Pair pair(String name, int number, Requests floor, int port, Requests ours)
            throws IOException, InterruptedException {
        Measurement beside = driver.run(rig.floorPort, floor, connections, time);
        Measurement measured = driver.run(port, ours, connections, time);
        Pair pair = new Pair(beside, measured);
        say(String.format(
                java.util.Locale.ROOT,
                "%-6s %d/%d: %6.0f/s beside %6.0f/s = %.2f",
                name,
                number,
                pairs,
                measured.requestsPerSecond(),
                beside.requestsPerSecond(),
                pair.ratio()));
        return pair;
    }

    private void run(String what, int port, Requests requests, Duration howLong)
            throws IOException, InterruptedException {
        if (!howLong.isZero()) {
            say(what + " for " + howLong.toSeconds() + " s");
            driver.run(port, requests, connections, howLong);
        }
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            if (!arguments[i].startsWith("--")) {
                throw new IllegalArgumentException("not an option: " + arguments[i]);
            }
            options.put(arguments[i].substring(2), arguments[i + 1]);
        }
        return options;
    }

    private static int number(Map<String, String> options, String name, int otherwise, int lowest, int highest) {
        int value = Integer.parseInt(options.getOrDefault(name, Integer.toString(otherwise)));
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException("--" + name + " must be " + lowest + " to " + highest);
        }
        return value;
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
