package io.onsale.standalone;

import io.onsale.embedded.EmbeddedServers;
import io.onsale.embedded.PostgresAddress;
import io.onsale.embedded.RunningServers;
import io.onsale.embedded.Server;
import io.onsale.embedded.ServerPlan;
import io.onsale.portone.PortOneSimulator;
import io.onsale.service.web.CrossOrigin;
import io.onsale.standalone.keys.Keys;
import io.onsale.standalone.origin.Origin;
import io.onsale.standalone.origin.Target;
import io.onsale.standalone.services.RunningService;
import io.onsale.standalone.services.Service;
import io.onsale.standalone.services.Simulator;
import io.onsale.standalone.services.Surroundings;
import io.onsale.standalone.status.Status;
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
 * Everything of one Onsale: the servers, the simulator and the services on them, and the origin in front. Closing it stops them from the
 * front to the back, whatever has been started by then.
 */
final class Stack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stack.class);

    private final Options options;
    private final Home home;
    private final Keys keys;
    private final Progress progress;

    // what has been started so far; all guarded by this
    private final List<RunningService> running = new ArrayList<>();
    private @Nullable RunningServers servers;
    private @Nullable PortOneSimulator simulator;
    private @Nullable Origin origin;
    private boolean closed;

    Stack(Options options, Home home, Keys keys, Progress progress) {
        this.options = options;
        this.home = home;
        this.keys = keys;
        this.progress = progress;
    }

    /** Starts it and returns when all is ready. */
    Status start(List<Service> services) {
        RunningServers startedServers = startServers();
        Surroundings around = surroundings(startedServers);
        Map<Target, HttpHandler> handlers = start(services, around);
        handlers.put(Target.SIMULATOR, startSimulator(around).httpHandler());
        startedServers.awaitAll();
        return status(openOrigin(handlers), around, startedServers);
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

    private synchronized PortOneSimulator startSimulator(Surroundings around) {
        requireOpen();
        PortOneSimulator started = Simulator.start(keys, around, home.data().resolve("portone"));
        simulator = started;
        return started;
    }

    private synchronized Origin openOrigin(Map<Target, HttpHandler> handlers) {
        requireOpen();
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
        Ports ports = options.ports();
        return ServerPlan.in(home.data())
                .redisPassword(keys.redisPassword())
                .port(Server.REDIS, ports.redis())
                .port(Server.POSTGRES, ports.postgres())
                .port(Server.KAFKA, ports.kafka());
    }

    /** Returns when Redis and PostgreSQL are ready. Kafka may come later: no service needs it in order to start. */
    private Surroundings surroundings(RunningServers servers) {
        Ports ports = options.ports();
        PostgresAddress postgres = DatabasePassword.set(servers.postgres(), keys.postgresPassword());
        return new Surroundings(
                ports.queue(),
                ports.seat(),
                ports.ticket(),
                ports.simulator(),
                servers.redisUrl(),
                postgres,
                "127.0.0.1:" + ports.kafka());
    }

    /** All at the same time. */
    private Map<Target, HttpHandler> start(List<Service> services, Surroundings around) {
        Map<Target, CompletableFuture<RunningService>> starting = new EnumMap<>(Target.class);
        services.forEach(service -> starting.put(
                service.target(), CompletableFuture.supplyAsync(() -> start(service, around), threads("start"))));
        Map<Target, HttpHandler> handlers = new EnumMap<>(Target.class);
        try {
            starting.forEach(
                    (target, service) -> handlers.put(target, service.join().handler()));
        } catch (CompletionException e) {
            throw e.getCause() instanceof StartFailure failure ? failure : e;
        }
        return handlers;
    }

    private RunningService start(Service service, Surroundings around) {
        try {
            RunningService running = service.start(keys, around);
            progress.step(service.name() + " is ready");
            synchronized (this) {
                this.running.add(running);
            }
            return running;
        } catch (RuntimeException e) {
            throw new StartFailure(service.name() + " cannot start", e);
        }
    }

    private Status status(Origin origin, Surroundings around, RunningServers servers) {
        PostgresAddress postgres = around.postgres();
        Map<String, Long> pids = new LinkedHashMap<>();
        pids.put("launcher", ProcessHandle.current().pid());
        pids.putAll(servers.pids());
        return new Status(
                "http://localhost:" + origin.port(),
                new Status.Services(around.queue(), around.seat(), around.ticket(), around.simulator()),
                around.redis(),
                "postgresql://" + postgres.user() + ":" + postgres.password() + "@" + postgres.host() + ":"
                        + postgres.port() + "/" + postgres.database(),
                around.kafka(),
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
            openOrigin.drain(); // and stays for the streams: services tell their watchers when to come back
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
            LOG.warn("Stopping {} failed", what, e); // and the rest is stopped all the same
        }
    }

    private static Executor threads(String name) {
        return task -> Thread.ofPlatform().name(name).start(task);
    }
}
