package io.onsale.demo;

import io.onsale.audit.Audit;
import io.onsale.audit.Deployment;
import io.onsale.audit.Verdict;
import io.onsale.gatling.shop.FanTokenFile;
import io.onsale.gatling.shop.RunningShop;
import io.onsale.gatling.shop.StaffClient;
import io.onsale.gatling.tally.JourneyFigures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Opens a sale in a real-size hall, sends a crowd through it, shows it live, and ends with the audit. */
final class Demo {
    private static final Duration BETWEEN_SCENES = Duration.ofSeconds(1);

    /** Beyond the time that the line needs at its rate; after it the demo gives up on the crowd. */
    private static final Duration SLACK = Duration.ofMinutes(10);

    private final DemoOptions options;
    private final RunningShop shop;
    private final Screen screen = Screen.ofThisProcess();

    Demo(DemoOptions options) {
        this.options = options;
        this.shop = RunningShop.read(options.status());
    }

    /** True if the audit is clean and at least 99 % of the journeys are complete. */
    boolean play() throws IOException, SQLException, InterruptedException {
        Path folder = newFolder();
        try (StaffClient staff = new StaffClient(shop.url())) {
            DemoSale sale = DemoSale.of(shop, staff, options);
            System.out.printf(
                    Locale.ROOT,
                    "%n%s: %,d seats, %,d fans, %d let in a second, at most %,d inside (seed %d)%n",
                    sale.title(),
                    sale.seats(),
                    options.fans(),
                    options.rate(),
                    sale.capacity(),
                    options.seed());
            RunningShop.Login manager = shop.account("manager");
            System.out.printf(
                    "Watch the hall fill: %s/console/sales/%s (%s, %s)%n%n",
                    shop.url(), sale.saleId(), manager.email(), manager.password());
            return perform(folder, staff, sale);
        }
    }

    private boolean perform(Path folder, StaffClient staff, DemoSale sale)
            throws IOException, SQLException, InterruptedException {
        Path tokens = folder.resolve("tokens");
        FanTokenFile.write(shop, options.fans(), tokens);
        try (DemoCrowd crowd = DemoCrowd.send(folder, shop.url(), sale, tokens, options);
                SaleObserver observer = new SaleObserver(shop, staff, sale, options.fans())) {
            Thread ending = new Thread(crowd::close, "end the crowd");
            Runtime.getRuntime().addShutdownHook(ending); // Ctrl-C ends the demo and its crowd
            watchUntilDone(crowd, observer);
            Runtime.getRuntime().removeShutdownHook(ending);
            return report(crowd);
        } finally {
            Files.deleteIfExists(tokens);
        }
    }

    private void watchUntilDone(DemoCrowd crowd, SaleObserver observer) throws IOException, InterruptedException {
        long deadline = System.nanoTime()
                + Duration.ofSeconds(options.fans() / options.rate())
                        .plus(SLACK)
                        .toNanos();
        do {
            screen.show(observer.look());
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the crowd is still there; see " + crowd.log());
            }
        } while (!crowd.isDoneWithin(BETWEEN_SCENES));
        screen.end(observer.look());
    }

    private boolean report(DemoCrowd crowd) throws IOException, SQLException, InterruptedException {
        Optional<JourneyFigures> figures = crowd.figures();
        System.out.println();
        System.out.println(figures.map(all -> FiguresTable.of(all, options.fans()))
                .orElse("  The crowd did not finish: see " + crowd.log()));
        Verdict verdict = Audit.of(Deployment.readFrom(options.status()));
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
