package io.onsale.portone;

import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import io.onsale.portone.idempotency.NamedRequests;
import io.onsale.portone.ledger.FileJournal;
import io.onsale.portone.ledger.Journal;
import io.onsale.portone.ledger.Ledger;
import io.onsale.portone.payment.Identifiers;
import io.onsale.portone.payment.PaymentRules;
import io.onsale.portone.web.SimulatorRoutes;
import io.onsale.portone.webhook.WebhookCounts;
import io.onsale.portone.webhook.WebhookSecret;
import io.onsale.portone.webhook.WebhookSender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/**
 * A running stand-in for PortOne V2. An acknowledged payment is on disk and survives a kill of the process. Several simulators may run
 * in one process, each with its own port, data directory and threads.
 */
public final class PortOneSimulator implements AutoCloseable {
    // answers take microseconds, and only the ledger's thread uses the disk; with two loops, webhooks do not wait for
    // requests
    private static final int EVENT_LOOPS = 2;
    // between requests of a connection; above the minute that clients are advised to wait for an answer
    private static final Duration IDLE_MAX = Duration.ofSeconds(75);
    // for answers in progress at close; they take milliseconds, and held ones have been released by then
    private static final Duration CLOSE_WAIT = Duration.ofSeconds(3);

    private final LoopResources loops;
    private final Scheduler timer;
    private final Ledger ledger;
    private final WebhookSender webhooks;
    private final PaymentExecutor desk;
    private final HttpHandler simulatorRoutes;
    private final DisposableServer server;
    private volatile boolean refusesSecret;

    private PortOneSimulator(SimulatorSettings settings, Journal journal) throws IOException {
        Identifiers identifiers = new Identifiers(journal.seed(), settings.apiSecret());
        NamedRequests keys = new NamedRequests(settings.clock());
        ledger = new Ledger(journal, new PaymentRules(identifiers), settings.clock());
        loops = LoopResources.create("portone-http", EVENT_LOOPS, true);
        timer = Schedulers.newSingle("portone-timer", true);
        webhooks = new WebhookSender(
                WebhookSecret.parse(settings.webhookSecret()),
                settings.webhookUrl(),
                settings.storeId(),
                settings.clock(),
                settings.seed(),
                settings.pace().webhookRetryBase(),
                timer,
                loops);
        Scheduler workers = Schedulers.fromExecutor(loops.onServer(true));
        desk = new PaymentExecutor(ledger, keys, webhooks, identifiers, settings.pace(), timer, workers);
        SimulatorRoutes routes = new SimulatorRoutes(
                desk,
                ledger,
                webhooks::counts,
                identifiers,
                settings.apiSecret(),
                settings.storeId(),
                () -> refusesSecret);
        simulatorRoutes = routes.simulatorOnly();
        try {
            ledger.start(keys::restore);
            server = bind(settings, routes.everything());
        } catch (IOException | RuntimeException e) {
            closeAllButServer();
            throw e;
        }
    }

    private DisposableServer bind(SimulatorSettings settings, HttpHandler handler) {
        return HttpServer.create()
                .host(settings.host())
                .port(settings.port())
                .runOn(loops)
                .idleTimeout(IDLE_MAX)
                .channelGroup(new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE))
                .handle(new ReactorHttpHandlerAdapter(handler))
                .bindNow();
    }

    /**
     * Starts one and returns when it answers. Blocks while the journal is read: about a second for each 100,000 payments.
     *
     * @throws UncheckedIOException if the data directory is damaged, in use, or not writable
     */
    public static PortOneSimulator start(SimulatorSettings settings) {
        try {
            return new PortOneSimulator(settings, journal(settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.port();
    }

    /** Base URL of the API, without a slash at the end. */
    public URI url() {
        return URI.create("http://" + (server.host().contains(":") ? "[" + server.host() + "]" : server.host()) + ":"
                + server.port());
    }

    /**
     * {@code /simulator/**} for another origin, e.g. the shop's own; paths must arrive unchanged (no context path). PortOne's
     * own endpoints are not in it.
     */
    public HttpHandler httpHandler() {
        return simulatorRoutes;
    }

    /** Sets where webhooks go from now on, for a shop that learns its port only after this has started; null = nowhere. */
    public void sendWebhooksTo(@Nullable URI url) {
        webhooks.sendTo(url);
    }

    /** Makes the provider answer every call with 401, as if its secret had been rotated without the shop. */
    public void refuseSecret(boolean refuses) {
        refusesSecret = refuses;
    }

    public WebhookCounts webhookCounts() {
        return webhooks.counts();
    }

    /** Completes requests in progress, writes what was decided, and ends every thread. Held answers are released; waiting webhooks are dropped. */
    @Override
    public void close() {
        desk.close();
        server.disposeNow(CLOSE_WAIT);
        closeAllButServer();
    }

    private void closeAllButServer() {
        ledger.close();
        webhooks.close();
        timer.dispose();
        loops.disposeLater(Duration.ZERO, CLOSE_WAIT).block(CLOSE_WAIT.plusSeconds(1));
    }

    private static Journal journal(SimulatorSettings settings) throws IOException {
        Path directory = settings.dataDirectory();
        return directory == null
                ? Journal.inMemory(settings.seed())
                : FileJournal.open(directory, settings.storeId(), settings.seed());
    }
}
