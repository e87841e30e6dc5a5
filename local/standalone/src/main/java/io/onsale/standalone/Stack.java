package io.onsale.standalone;

import io.onsale.embedded.EmbeddedServers;
import io.onsale.embedded.PostgresAddress;
import io.onsale.embedded.RunningServers;
import io.onsale.embedded.Server;
import io.onsale.embedded.ServerPlan;
import io.onsale.portone.PortOneSimulator;
import io.onsale.service.web.CrossOrigin;
import io.onsale.standalone.keys.InstallationKeys;
import io.onsale.standalone.origin.Origin;
import io.onsale.standalone.origin.Site;
import io.onsale.standalone.origin.Target;
import io.onsale.standalone.services.RunningService;
import io.onsale.standalone.services.Service;
import io.onsale.standalone.services.ServiceAddresses;
import io.onsale.standalone.services.Simulator;
import io.onsale.standalone.status.OnsaleStatus;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * All parts of one Onsale: the servers, the simulator and the services on them, and the origin in front. Closing it stops those that have
 * been started, from the front to the back.
 */
final class Stack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stack.class);

    private final UpOptions options;
    private final Home home;
    private final InstallationKeys keys;
    private final StartProgress progress;

    // parts started so far; all guarded by this
    private final List<RunningService> running = new ArrayList<>();
    private @Nullable RunningServers servers;
    private @Nullable PortOneSimulator simulator;
    private @Nullable Origin origin;
    private boolean closed;

    Stack(UpOptions options, Home home, InstallationKeys keys, StartProgress progress) {
        this.options = options;
        this.home = home;
        this.keys = keys;
        this.progress = progress;
    }

    /** Starts all parts and returns when they are ready. */
    OnsaleStatus start(List<Service> services) {
        RunningServers startedServers = startServers();
        ServiceAddresses addresses = surroundings(startedServers);
        Map<Target, HttpHandler> handlers = start(services, addresses);
        handlers.put(Target.SIMULATOR, startSimulator(addresses).httpHandler());
        startedServers.awaitAll();
        return status(openOrigin(handlers), addresses, startedServers);
    }

    boolean serversAreAlive() {
        RunningServers now;
        synchronized (this) {
            now = servers;
        }
        return now != null && now.isAlive();
    }

    private synchronized RunningServers startServers() {
        requireOpen();
        RunningServers started = EmbeddedServers.start(plan(), progress::step);
        servers = started;
        return started;
    }

    private synchronized PortOneSimulator startSimulator(ServiceAddresses addresses) {
        requireOpen();
        PortOneSimulator started = Simulator.start(keys, addresses, home.data().resolve("portone"));
        simulator = started;
        return started;
    }

    private synchronized Origin openOrigin(Map<Target, HttpHandler> handlers) {
        requireOpen();
        handlers.put(Target.PAGES, Site.load());
        Origin opened = Origin.open(
                options.host(),
                options.ports().origin(),
                handlers,
                CrossOrigin.of(System.getenv("ONSALE_CORS_ORIGINS"))); // the services read the same variable
        origin = opened;
        return opened;
    }

    private void requireOpen() {
        if (closed) {
            throw new StartFailure("It was stopped while it was starting", null);
        }
    }

    private ServerPlan plan() {
        OnsalePorts ports = options.ports();
        return ServerPlan.in(home.data())
                .redisPassword(keys.redisPassword())
                .redis(options.redis())
                .port(Server.REDIS, ports.redis())
                .port(Server.POSTGRES, ports.postgres())
                .port(Server.KAFKA, ports.kafka());
    }

    /** Returns when Redis and PostgreSQL are ready. Kafka may follow later: no service needs it to start. */
    private ServiceAddresses surroundings(RunningServers servers) {
        OnsalePorts ports = options.ports();
        PostgresAddress postgres = DatabasePassword.set(servers.postgres(), keys.postgresPassword());
        return new ServiceAddresses(
                ports.queue(),
                ports.seat(),
                ports.ticket(),
                ports.simulator(),
                servers.redisUrl(),
                postgres,
                "127.0.0.1:" + ports.kafka());
    }

    /** Starts all services in parallel. */
    private Map<Target, HttpHandler> start(List<Service> services, ServiceAddresses addresses) {
        Map<Target, CompletableFuture<RunningService>> starting = new EnumMap<>(Target.class);
        services.forEach(service -> starting.put(
                service.target(), CompletableFuture.supplyAsync(() -> start(service, addresses), threads("start"))));
        Map<Target, HttpHandler> handlers = new EnumMap<>(Target.class);
        try {
            starting.forEach(
                    (target, service) -> handlers.put(target, service.join().handler()));
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartFailure failure ? failure : e;
        }
        return handlers;
    }

    private RunningService start(Service service, ServiceAddresses addresses) {
        try {
            RunningService running = service.start(keys, addresses);
            progress.step(service.name() + " is ready");
            synchronized (this) {
                this.running.add(running);
            }
            return running;
        } catch (RuntimeException e) {
            throw new StartFailure(service.name() + " cannot start", e);
        }
    }

    private OnsaleStatus status(Origin origin, ServiceAddresses addresses, RunningServers servers) {
        PostgresAddress postgres = addresses.postgres();
        Map<String, Long> pids = new LinkedHashMap<>();
        pids.put("launcher", ProcessHandle.current().pid());
        pids.putAll(servers.pids());
        return new OnsaleStatus(
                "http://localhost:" + origin.port(),
                new OnsaleStatus.Services(
                        addresses.queue(), addresses.seat(), addresses.ticket(), addresses.simulator()),
                addresses.redis(),
                "postgresql://" + postgres.user() + ":" + postgres.password() + "@" + postgres.host() + ":"
                        + postgres.port() + "/" + postgres.database(),
                addresses.kafka(),
                keys.accounts(),
                pids);
    }

    @Override
    public void close() {
        Origin openOrigin;
        List<RunningService> services;
        PortOneSimulator startedSimulator;
        RunningServers startedServers;
        synchronized (this) {
            closed = true;
            openOrigin = origin;
            services = List.copyOf(running);
            startedSimulator = simulator;
            startedServers = servers;
        }
        if (openOrigin != null) {
            openOrigin.drain(); // streams stay open: services still tell their watchers when to reconnect
        }
        CompletableFuture.allOf(services.stream()
                        .map(service -> CompletableFuture.runAsync(() -> stop("a service", service), threads("stop")))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        stop("the origin", openOrigin);
        stop("the simulator", startedSimulator);
        stop("the servers", startedServers);
    }

    private static void stop(String what, @Nullable AutoCloseable started) {
        if (started == null) {
            return;
        }
        try {
            started.close();
        } catch (Exception e) {
            LOG.warn("Stopping {} failed", what, e); // the rest is stopped nevertheless
        }
    }

    private static Executor threads(String name) {
        return task -> Thread.ofPlatform().name(name).start(task);
    }
}
