package io.onsale.standalone;

import io.onsale.queue.QueueApi;
import io.onsale.seat.SeatApi;
import io.onsale.standalone.origin.Target;
import io.onsale.standalone.services.Service;
import io.onsale.ticket.TicketApi;
import java.util.List;

/** What {@code ./onsale} runs. Exit codes: 0 done, 1 failed, 2 not understood or not possible here, 3 not running. */
public final class Launcher {
    private static final List<Service> SERVICES = List.of(
            new Service(Target.QUEUE, "queue-api", QueueApi::application),
            new Service(Target.SEAT, "seat-api", SeatApi::application),
            new Service(Target.TICKET, "ticket-api", TicketApi::application));

    private Launcher() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(run(List.of(arguments)));
    }

    private static int up(Options options) throws InterruptedException {
        Umask.ownerOnly(); // before anything is written: logs, data and keys hold what is nobody else's
        return new Up(options, SERVICES).run();
    }

    private static int run(List<String> arguments) throws InterruptedException {
        try {
            if (!arguments.isEmpty() && arguments.getFirst().equals("dead-letters")) {
                return ShowDeadLetters.run(arguments.subList(1, arguments.size()), System.out);
            }
            Options options = Options.parse(arguments, System.getenv());
            return switch (options.command()) {
                case "up" -> up(options);
                case "status" -> new ShowStatus(options.home(), options.json()).run(System.out);
                case "tokens" -> new PrintTokens(options.home()).run(options.count(), options.out());
                case "secrets" -> PrintSecrets.run(System.out);
                default -> throw new UsageException("Unknown command: " + options.command());
            };
        } catch (UsageException e) {
            System.err.println(e.getMessage());
            return 2;
        }
    }
}
