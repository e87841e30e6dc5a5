package io.onsale.standalone;

import io.onsale.embedded.EmbeddedServers;
import io.onsale.embedded.RunningServers;
import io.onsale.standalone.status.OnsaleStatus;
import io.onsale.standalone.status.StatusCheck;
import io.onsale.standalone.status.StatusFile;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code status}: shows what runs, after checking that it does. */
final class ShowStatus {
    private static final int NOT_UP = 3;

    private final Home home;
    private final boolean json;

    ShowStatus(Home home, boolean json) {
        this.home = home;
        this.json = json;
    }

    int run(PrintStream out) throws InterruptedException {
        Optional<OnsaleStatus> written = new StatusFile(home.status()).find();
        if (written.isEmpty()) {
            return notUp(List.of("Onsale is not running"), out);
        }
        OnsaleStatus status = written.get().withPids(serverPids());
        List<String> wrong = new StatusCheck(home.root()).of(status);
        if (wrong.isEmpty()) {
            out.println(json ? StatusFile.toJson(status) : text(status));
            return 0;
        }
        List<String> lines = new ArrayList<>(List.of("Onsale is not running as it should:"));
        wrong.forEach(line -> lines.add("  " + line));
        return notUp(lines, out);
    }

    /** The current pids: a server that was restarted has another one than at the start. */
    private Map<String, Long> serverPids() {
        return EmbeddedServers.find(home.data()).map(RunningServers::pids).orElse(Map.of());
    }

    private int notUp(List<String> lines, PrintStream out) {
        lines.forEach(System.err::println);
        if (json) {
            out.println(
                    StatusFile.problemsToJson(lines.stream().map(String::strip).toList()));
        }
        return NOT_UP;
    }

    private static String redis(String address) {
        int nodes = address.split(",").length;
        return withoutPassword(address) + (nodes > 1 ? " (a cluster)" : "");
    }

    private static String withoutPassword(String address) {
        return address.replaceFirst("//([^:@/]*):[^:@/]+@", "//$1@").replace("//@", "//");
    }

    private static String text(OnsaleStatus status) {
        OnsaleStatus.Services services = status.services();
        return """
                Onsale is running: %s

                  queue-api   %s
                  seat-api    %s
                  ticket-api  %s
                  simulator   %s
                  Redis       %s
                  PostgreSQL  %s
                  Kafka       %s

                DemoAccounts and passwords: ./onsale status --json""".formatted(
                        status.url(),
                        services.queue(),
                        services.seat(),
                        services.ticket(),
                        services.simulator(),
                        redis(status.redis()),
                        withoutPassword(status.postgres()),
                        status.kafka());
    }
}
