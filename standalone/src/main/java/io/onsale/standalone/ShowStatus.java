package io.onsale.standalone;

import io.onsale.standalone.status.Check;
import io.onsale.standalone.status.Status;
import io.onsale.standalone.status.StatusFile;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** {@code status}: says what runs, after asking whether it does. */
final class ShowStatus {
    private static final int NOT_UP = 3;

    private final Home home;
    private final boolean json;

    ShowStatus(Home home, boolean json) {
        this.home = home;
        this.json = json;
    }

    int run(PrintStream out) throws InterruptedException {
        Optional<Status> written = new StatusFile(home.status()).find();
        if (written.isEmpty()) {
            System.err.println("Onsale is not running");
            return NOT_UP;
        }
        Status status = written.get();
        List<String> wrong = new Check(home.root()).of(status);
        if (wrong.isEmpty()) {
            out.println(json ? StatusFile.toJson(status) : text(status));
            return 0;
        }
        System.err.println("Onsale is not running as it should:");
        wrong.forEach(line -> System.err.println("  " + line));
        return NOT_UP;
    }

    private static String text(Status status) {
        Status.Services services = status.services();
        return """
                Onsale is running: %s

                  queue-api   %s
                  seat-api    %s
                  ticket-api  %s
                  simulator   %s
                  Redis       %s
                  PostgreSQL  %s
                  Kafka       %s

                Accounts and passwords: ./onsale status --json""".formatted(
                        status.url(),
                        services.queue(),
                        services.seat(),
                        services.ticket(),
                        services.simulator(),
                        status.redis(),
                        status.postgres().replaceFirst(":[^:@/]+@", "@"),
                        status.kafka());
    }
}
