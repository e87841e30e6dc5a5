package io.onsale.standalone;

import io.onsale.embedded.RedisMode;
import io.onsale.queue.QueueApi;
import io.onsale.seat.SeatApi;
import io.onsale.standalone.origin.Target;
import io.onsale.standalone.services.Service;
import io.onsale.ticket.TicketApi;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code up}. */
@Command(
        name = "up",
        sortOptions = false,
        sortSynopsis = false,
        usageHelpWidth = 110,
        separator = " ",
        description = "Starts everything, shows the address and the accounts, and stays until it is stopped.")
final class UpCommand implements Callable<Integer> {
    private static final List<Service> SERVICES = List.of(
            new Service(Target.QUEUE, "queue-api", QueueApi::application),
            new Service(Target.SEAT, "seat-api", SeatApi::application),
            new Service(Target.TICKET, "ticket-api", TicketApi::application));

    @Mixin
    private HomeOption home;

    // the simulator gives tickets away, so the default is not every network
    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "listen on this address (${DEFAULT-VALUE})")
    private String host;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "the public address is http://localhost:N (8080, or ONSALE_PORT)")
    private @Nullable Integer port;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "add N to all other ports (0, or ONSALE_PORT_OFFSET)")
    private @Nullable Integer portOffset;

    @Option(
            names = "--redis",
            paramLabel = "single|cluster",
            defaultValue = "single",
            description = "one Redis, or a cluster of six nodes on 12 ports in a row (${DEFAULT-VALUE})")
    private RedisMode redis;

    @Override
    public Integer call() throws InterruptedException {
        UpOptions options = options(System.getenv());
        Umask.ownerOnly(); // before anything is written: logs, data and keys are private
        return new Up(options, SERVICES).run();
    }

    UpOptions options(Map<String, String> environment) {
        return UpOptions.of(home.home(), host, port, portOffset, redis, environment);
    }
}
