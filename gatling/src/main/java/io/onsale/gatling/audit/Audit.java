package io.onsale.gatling.audit;

import io.onsale.gatling.shop.RunningShop;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Asks the stores after a run whether every promise was kept, and prints a table: {@code Audit --status FILE}. Exits with 1 if a
 * promise was broken, with 2 if it cannot tell.
 */
public final class Audit {
    /** How long the services may take to hear of what has happened, before "not yet" means "never". */
    static final Duration REST_MAX = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private Audit() {}

    public static void main(String[] arguments) {
        if (arguments.length != 2 || !arguments[0].equals("--status")) {
            System.err.println("Audit --status FILE");
            System.exit(2);
        }
        try {
            Verdict verdict = of(RunningShop.read(Path.of(arguments[1])));
            System.out.print(verdict.table());
            System.exit(verdict.isClean() ? 0 : 1);
        } catch (SQLException | IOException | InterruptedException | RuntimeException e) {
            System.err.println("The audit cannot tell: " + e);
            System.exit(2);
        }
    }

    /** The verdict on {@code shop}, once it is at rest or has had {@link #REST_MAX} to come to rest. */
    public static Verdict of(RunningShop shop) throws SQLException, IOException, InterruptedException {
        try (Stores stores = Stores.open(shop)) {
            return atRest(stores, REST_MAX);
        }
    }

    static Verdict atRest(Stores stores, Duration patience) throws SQLException, IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        Verdict verdict = Verdict.on(stores.read());
        while (!verdict.isFinal() && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_LOOKS); // a main thread; stores at rest send nothing that could be waited for
            verdict = Verdict.on(stores.read());
        }
        return verdict;
    }
}
