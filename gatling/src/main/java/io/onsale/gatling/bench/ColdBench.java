package io.onsale.gatling.bench;

import io.lettuce.core.RedisClient;
import io.onsale.gatling.bench.ColdReport.Start;
import io.onsale.gatling.bench.LineFiller.Filled;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * How a service that has just said that it is ready does beside itself when it is warm: place reads and joins in the first seconds, and in
 * as many seconds of the same run much later. Each start is a new process; the stores stay. The load comes from the driver of our own,
 * since wrk does not tell one second from another; it is warmed beforehand on a process that is not measured.
 */
final class ColdBench {
    private static final int FANS_WAITING = 50_000;
    private static final int JOINS_A_SECOND = 40_000; // 330 bytes each; more than can be done: all of them are new
    private static final int SLICE_MAX = 12; // seconds of joins that are made at a time
    private static final Duration DRIVER_WARM = Duration.ofSeconds(10);

    private final Rig rig;
    private final JvmDriver driver = new JvmDriver();
    private final int connections;
    private final int window;
    private final int steadyAfter;

    private ColdBench(Rig rig, BenchOptions options) {
        this.rig = rig;
        this.connections = options.number("connections", 64, 1, 1000);
        this.window = options.number("window", 12, 2, 60);
        this.steadyAfter = options.number("steady-after", 60, 2, 600);
    }

    static ColdReport run(BenchOptions options, Path folder) throws IOException, InterruptedException {
        Surroundings around = Surroundings.now();
        int starts = options.number("starts", 3, 1, 20);
        try (Rig rig = Rig.start(folder, Bench::say)) {
            ColdBench bench = new ColdBench(rig, options);
            Requests places = bench.prepare(starts);
            List<Start> reads = new ArrayList<>();
            List<Start> joins = new ArrayList<>();
            for (int start = 1; start <= starts; start++) {
                String sale = toJoin(start);
                reads.add(bench.measure("place", start, seconds -> places));
                joins.add(bench.measure("join", start, seconds -> rig.crowd.newJoins(sale, seconds * JOINS_A_SECOND)));
            }
            return new ColdReport(around, bench.connections, bench.window, bench.steadyAfter, reads, joins);
        }
    }

    /** A line whose fans ask for their places, an empty one to join for each start, and a driver that is warm. */
    private Requests prepare(int starts) throws IOException, InterruptedException {
        String sale = "waiting";
        Node node = rig.startQueue();
        rig.awaitReady(node);
        rig.publish(sale, Catalogue.Terms.open(), List.of(node));
        for (int start = 1; start <= starts; start++) {
            rig.publish(toJoin(start), Catalogue.Terms.open(), List.of(node));
        }
        Filled filled;
        try (RedisClient client = RedisClient.create(rig.redis())) {
            filled = new LineFiller(rig, node, client.connect().sync()).fill(sale, FANS_WAITING);
        }
        Requests places =
                rig.crowd.places(sale, filled.firstFan(), FANS_WAITING).shuffled(1);
        Bench.say("Warming the driver for " + DRIVER_WARM.toSeconds() + " s");
        driver.run(node.port(), places, connections, DRIVER_WARM);
        rig.stop(node);
        return places;
    }

    private static String toJoin(int start) {
        return "joins-" + start;
    }

    /** @param requests for so many seconds */
    private Start measure(String path, int number, IntFunction<Requests> requests) throws IOException {
        Requests first = requests.apply(window);
        long launched = System.nanoTime();
        Node node = rig.startQueue();
        rig.awaitReady(node);
        long readyMillis = (System.nanoTime() - launched) / 1_000_000;
        Timeline.Span cold = watch(node, first, window);
        for (int done = window; done < steadyAfter; done += SLICE_MAX) {
            int slice = Math.min(SLICE_MAX, steadyAfter - done);
            driver.run(node.port(), requests.apply(slice), connections, Duration.ofSeconds(slice));
        }
        Start start = new Start(readyMillis, cold, watch(node, requests.apply(window), window));
        rig.stop(node);
        Bench.say(String.format(
                Locale.ROOT,
                "%s %d: ready after %.1f s, then %.0f/s, later %.0f/s = %.0f %%",
                path,
                number,
                readyMillis / 1000.0,
                start.cold().perSecond(),
                start.warm().perSecond(),
                100 * start.share()));
        return start;
    }

    private Timeline.Span watch(Node node, Requests requests, int seconds) throws IOException {
        Timeline timeline = new Timeline(seconds);
        driver.run(node.port(), requests, connections, Duration.ofSeconds(seconds), timeline);
        return timeline.span(0, seconds);
    }
}
