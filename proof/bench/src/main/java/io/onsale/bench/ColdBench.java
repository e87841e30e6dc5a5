package io.onsale.bench;

import io.lettuce.core.RedisClient;
import io.onsale.bench.ColdReport.ColdStart;
import io.onsale.bench.LineFiller.Filled;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Compares a service that has just become ready with the same process when it is warm: place reads and joins in the first seconds, and in
 * as many seconds of the same run much later. Each start is a new process; the stores stay. The load comes from our own driver, since wrk
 * does not report single seconds; it is warmed beforehand on a process that is not measured.
 */
final class ColdBench {
    private static final int FANS_WAITING = 50_000;
    private static final int JOINS_PER_SECOND =
            40_000; // 330 bytes each; more than a service can handle, so that all of them are new
    private static final int SLICE_MAX = 12; // seconds of joins that are prepared at a time
    private static final Duration DRIVER_WARM = Duration.ofSeconds(10);

    private final BenchEnvironment environment;
    private final ClosedLoopDriver driver = new ClosedLoopDriver();
    private final int connections;
    private final int window;
    private final int steadyAfter;

    private ColdBench(BenchEnvironment environment, ColdOptions options) {
        this.environment = environment;
        this.connections = options.connections();
        this.window = options.window();
        this.steadyAfter = options.steadyAfter();
    }

    static ColdReport run(ColdOptions options, Path folder) throws IOException, InterruptedException {
        RunConditions conditions = RunConditions.now();
        try (BenchEnvironment environment = BenchEnvironment.start(folder, Bench::say)) {
            ColdBench bench = new ColdBench(environment, options);
            Requests places = bench.prepare(options.starts());
            List<ColdStart> reads = new ArrayList<>();
            List<ColdStart> joins = new ArrayList<>();
            for (int start = 1; start <= options.starts(); start++) {
                String sale = toJoin(start);
                reads.add(bench.measure("place", start, seconds -> places));
                joins.add(bench.measure(
                        "join", start, seconds -> environment.fans.newJoins(sale, seconds * JOINS_PER_SECOND)));
            }
            return new ColdReport(conditions, bench.connections, bench.window, bench.steadyAfter, reads, joins);
        }
    }

    /** A line whose fans ask for their places, an empty one to join for each start, and a driver that is warm. */
    private Requests prepare(int starts) throws IOException, InterruptedException {
        String sale = "waiting";
        ServiceProcess node = environment.startQueue();
        environment.awaitReady(node);
        environment.publish(sale, SalePublisher.Terms.open(), List.of(node));
        for (int start = 1; start <= starts; start++) {
            environment.publish(toJoin(start), SalePublisher.Terms.open(), List.of(node));
        }
        Filled filled;
        try (RedisClient client = RedisClient.create(environment.redis())) {
            filled = new LineFiller(environment, node, client.connect().sync()).fill(sale, FANS_WAITING);
        }
        Requests places =
                environment.fans.places(sale, filled.firstFan(), FANS_WAITING).shuffled(1);
        Bench.say("Warming the driver for " + DRIVER_WARM.toSeconds() + " s");
        driver.run(node.port(), places, connections, DRIVER_WARM);
        environment.stop(node);
        return places;
    }

    private static String toJoin(int start) {
        return "joins-" + start;
    }

    /** @param requests prepares requests for a number of seconds */
    private ColdStart measure(String path, int number, IntFunction<Requests> requests) throws IOException {
        Requests first = requests.apply(window);
        long launched = System.nanoTime();
        ServiceProcess node = environment.startQueue();
        environment.awaitReady(node);
        long readyMillis = (System.nanoTime() - launched) / 1_000_000;
        Timeline.Span cold = watch(node, first, window);
        for (int done = window; done < steadyAfter; done += SLICE_MAX) {
            int slice = Math.min(SLICE_MAX, steadyAfter - done);
            driver.run(node.port(), requests.apply(slice), connections, Duration.ofSeconds(slice));
        }
        ColdStart start = new ColdStart(readyMillis, cold, watch(node, requests.apply(window), window));
        environment.stop(node);
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

    private Timeline.Span watch(ServiceProcess node, Requests requests, int seconds) throws IOException {
        Timeline timeline = new Timeline(seconds);
        driver.run(node.port(), requests, connections, Duration.ofSeconds(seconds), timeline);
        return timeline.span(0, seconds);
    }
}
