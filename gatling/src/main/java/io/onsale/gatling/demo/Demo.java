package io.onsale.gatling.demo;

import io.onsale.gatling.audit.Audit;
import io.onsale.gatling.audit.Verdict;
import io.onsale.gatling.shop.FanTokenFile;
import io.onsale.gatling.shop.RunningShop;
import io.onsale.gatling.shop.StaffDoor;
import io.onsale.gatling.tally.JourneyFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * {@code ./onsale demo}: opens a sale in a real-size hall, sends a crowd through it, shows it live, and ends with the audit. Exits
 * with 0 if the audit is clean and at least 99 % of the journeys are complete, with 1 if not, with 2 if there is nothing to tell.
 */
public final class Demo {
    private static final Duration BETWEEN_SCENES = Duration.ofSeconds(1);

    /** Beyond the time that the line needs by its rate, after which the demo gives up on the crowd. */
    private static final Duration SLACK = Duration.ofMinutes(10);

    private final DemoOptions options;
    private final RunningShop shop;
    private final Screen screen = Screen.ofThisProcess();

    private Demo(DemoOptions options) {
        this.options = options;
        this.shop = RunningShop.read(options.status());
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        try {
            return new Demo(DemoOptions.parse(arguments)).play() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + System.lineSeparator() + DemoOptions.USAGE);
        } catch (IllegalStateException | IOException | SQLException e) {
            System.err.println("The demo cannot go on: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 2;
    }

    private boolean play() throws IOException, SQLException, InterruptedException {
        Path folder = newFolder();
        try (StaffDoor door = new StaffDoor(shop.url())) {
            Opening opening = Opening.of(shop, door, options);
            System.out.printf(
                    Locale.ROOT,
                    "%n%s: %,d seats, %,d fans, %d let in a second, at most %,d inside (seed %d)%n%n",
                    opening.title(),
                    opening.seats(),
                    options.fans(),
                    options.rate(),
                    opening.capacity(),
                    options.seed());
            return perform(folder, door, opening);
        }
    }

    private boolean perform(Path folder, StaffDoor door, Opening opening)
            throws IOException, SQLException, InterruptedException {
        Path tokens = folder.resolve("tokens");
        FanTokenFile.write(shop, options.fans(), tokens);
        try (Crowd crowd = Crowd.send(folder, shop.url(), opening, tokens, options);
                Watch watch = new Watch(shop, door, opening, options.fans())) {
            Thread ending = new Thread(crowd::close, "crowd goes home");
            Runtime.getRuntime().addShutdownHook(ending); // Ctrl-C ends the demo, and nobody stays behind
            watchUntilGone(crowd, watch);
            Runtime.getRuntime().removeShutdownHook(ending);
            return tell(crowd);
        } finally {
            Files.deleteIfExists(tokens);
        }
    }

    private void watchUntilGone(Crowd crowd, Watch watch) throws IOException, InterruptedException {
        long deadline = System.nanoTime()
                + Duration.ofSeconds(options.fans() / options.rate())
                        .plus(SLACK)
                        .toNanos();
        do {
            screen.show(watch.look());
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the crowd is still there; see " + crowd.log());
            }
        } while (!crowd.isGoneWithin(BETWEEN_SCENES));
        screen.end(watch.look());
    }

    private boolean tell(Crowd crowd) throws IOException, SQLException, InterruptedException {
        Optional<JourneyFigures> figures = crowd.figures();
        System.out.println();
        System.out.println(figures.map(all -> FiguresTable.of(all, options.fans()))
                .orElse("  The crowd did not come to an end: see " + crowd.log()));
        Verdict verdict = Audit.of(shop);
        System.out.println(verdict.table());
        Optional<Path> report = crowd.report();
        System.out.println("  Gatling's report: " + report.map(Path::toString).orElse("none, see " + crowd.log()));
        boolean complete =
                figures.filter(all -> all.isCompleteFor(options.fans())).isPresent();
        System.out.println(verdict(verdict.isClean(), complete));
        return verdict.isClean() && complete;
    }

    static String verdict(boolean clean, boolean complete) {
        if (clean && complete) {
            return "  The demo succeeded.";
        }
        return "  THE DEMO FAILED:" + (clean ? "" : " the audit found broken promises")
                + (clean || complete ? "" : ", and")
                + (complete ? "" : " less than 99 % of the journeys are complete");
    }

    private Path newFolder() throws IOException {
        String name =
                DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).format(LocalDateTime.now());
        return Files.createDirectories(shop.home().resolve("demo").resolve(name));
    }
}
