package io.onsale.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * The process that owns the servers. Redis and PostgreSQL are its children; Kafka runs inside it, so that Kafka's classes and heap stay
 * out of every service. It lives as long as the process that it serves. When that process is gone, even killed, or on SIGTERM, it stops
 * everything gracefully. A server that ends unexpectedly is started again.
 *
 * <p>Argument: the data folder, which holds the plan. Exit code: 0, or 1 if a server could not be started or kept.
 */
public final class Keeper {
    private static final Duration WATCH_EVERY =
            Duration.ofMillis(250); // the longest delay before the end of the served process is noticed
    private static final Duration STOP_MAX = Duration.ofSeconds(8);
    private static final int FREE_PORT_ATTEMPTS = 3; // another program may take a free port before the server does
    private static final Duration HEALTHY_AFTER = Duration.ofSeconds(5);
    private static final int QUICK_ENDS_MAX = 5; // after that, another start would not help

    private final DataFolder folder;
    private final ServerPlan plan;
    private final Map<Server, Kept> kept = new EnumMap<>(Server.class); // guarded by this
    private final CountDownLatch stop = new CountDownLatch(1);

    private Keeper(DataFolder folder, ServerPlan plan) {
        this.folder = folder;
        this.plan = plan;
    }

    public static void main(String[] arguments) throws InterruptedException {
        DataFolder folder = DataFolder.at(Path.of(arguments[0]));
        ServerPlan plan = folder.plan().orElseThrow();
        new Keeper(folder, plan).run();
    }

    private void run() throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAll, "stop"));
        if (refusePortsInUse()) {
            System.exit(1);
        }
        KafkaInside.onFatalError(() -> giveUp(Server.KAFKA, "Kafka met a fatal error"));
        for (Server server : plan.ports().keySet()) {
            Thread.ofPlatform().name(server.word()).daemon().start(() -> keep(server));
        }
        while (Processes.isAlive(plan.servedPid())) {
            if (stop.await(WATCH_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                return; // the shutdown hook is running
            }
        }
        say("Process " + plan.servedPid() + " is gone");
        System.exit(0);
    }

    /** Checks all fixed ports first, so that one failed start reports every port in use. */
    private boolean refusePortsInUse() {
        boolean refused = false;
        for (var entry : plan.ports().entrySet()) {
            int port = entry.getValue();
            int taken = port == ServerPlan.FREE_PORT ? 0 : takenPort(entry.getKey(), port);
            if (taken != 0) {
                Server server = entry.getKey();
                fail(
                        server,
                        server.title() + " cannot start: port " + taken + " on 127.0.0.1 is in use by another program. "
                                + "End that program (`lsof -i :" + taken + "` names it) or give " + server.title()
                                + " another port.");
                refused = true;
            }
        }
        return refused;
    }

    /** The first of the server's ports that is in use; 0: none. */
    private int takenPort(Server server, int port) {
        return IntStream.range(port, port + plan.portCount(server))
                .filter(each -> !LoopbackPorts.isFree(each))
                .findFirst()
                .orElse(0);
    }

    private void keep(Server server) {
        try {
            start(server);
            int quickEnds = 0;
            while (true) {
                Instant start = Instant.now();
                kept(server).awaitEnd().run();
                if (isStopping()) {
                    return;
                }
                quickEnds = Instant.now().isAfter(start.plus(HEALTHY_AFTER)) ? 0 : quickEnds + 1;
                if (quickEnds == QUICK_ENDS_MAX) {
                    giveUp(server, server.title() + " ended " + QUICK_ENDS_MAX + " times in a row");
                    return;
                }
                say(server.title() + " ended unexpectedly and is started again");
                launch(server, kept(server));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) { // also a missing class: a caller that waits must get the failure
            if (!isStopping()) {
                e.printStackTrace();
                giveUp(server, server.title() + " cannot start: " + reason(e));
            }
        }
    }

    private void start(Server server) throws Exception {
        int planned = plan.ports().getOrDefault(server, ServerPlan.FREE_PORT);
        for (int attempt = 1; ; attempt++) {
            int port = planned == ServerPlan.FREE_PORT ? LoopbackPorts.freeRow(plan.portCount(server)) : planned;
            try {
                launch(server, assign(server, port));
                folder.writeReady(server, port);
                return;
            } catch (RuntimeException e) {
                kept(server).stop().run(); // of a cluster some nodes may run
                boolean taken = planned == ServerPlan.FREE_PORT && takenPort(server, port) != 0;
                if (!taken || attempt == FREE_PORT_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private void launch(Server server, Kept child) throws Exception {
        child.prepare().run();
        synchronized (this) {
            if (isStopping()) {
                return;
            }
            child.launch().call().forEach(folder::writePid);
        }
        child.awaitReady().run();
    }

    private synchronized Kept assign(Server server, int port) {
        Kept assigned = switch (server) {
            case REDIS -> plan.redis() == RedisMode.CLUSTER ? redisCluster(port) : redis(port);
            case POSTGRES -> postgres(port);
            case KAFKA -> kafka(port);
        };
        kept.put(server, assigned);
        return assigned;
    }

    private synchronized Kept kept(Server server) {
        Kept found = kept.get(server);
        if (found == null) {
            throw new IllegalStateException(server.title() + " was not started");
        }
        return found;
    }

    private Kept redis(int port) {
        RedisProcess redis = new RedisProcess(
                folder.of(Server.REDIS),
                folder.freshLog("redis"),
                port,
                plan.durable() ? "everysec" : "no",
                plan.redisPassword());
        return new Kept(
                () -> {},
                () -> {
                    redis.launch();
                    return Map.of(Server.REDIS.word(), redis.pid());
                },
                redis::awaitAnswer,
                redis::awaitEnd,
                redis::stop);
    }

    private Kept redisCluster(int port) {
        RedisCluster cluster = new RedisCluster(
                folder.ofRedisCluster(),
                folder.freshLog("redis"),
                port,
                plan.durable() ? "everysec" : "no",
                plan.redisPassword(),
                RedisCluster.PATIENT);
        return new Kept(cluster::prepare, cluster::launch, cluster::awaitReady, cluster::awaitEnd, cluster::close);
    }

    private Kept postgres(int port) {
        PostgresProcess postgres =
                new PostgresProcess(folder.of(Server.POSTGRES), folder.freshLog("postgres"), port, plan.durable());
        return new Kept(
                postgres::prepare,
                () -> {
                    postgres.launch();
                    return Map.of(Server.POSTGRES.word(), postgres.pid());
                },
                postgres::awaitReady,
                postgres::awaitEnd,
                postgres::stop);
    }

    private Kept kafka(int port) {
        KafkaInside kafka =
                new KafkaInside(folder.of(Server.KAFKA), folder.run().resolve("kafka.properties"), port);
        return new Kept(
                () -> {},
                () -> Map.of(Server.KAFKA.word(), ProcessHandle.current().pid()),
                kafka::start,
                kafka::awaitEnd,
                kafka::stop);
    }

    private void giveUp(Server server, String message) {
        String who = server == Server.KAFKA ? "keeper" : server.word();
        fail(
                server,
                new StringJoiner("\n").add(message).add(folder.logTail(who)).toString());
        Thread.ofPlatform().daemon().start(() -> System.exit(1));
    }

    private static String reason(Throwable failure) {
        return failure instanceof EmbeddedServersFailure ? String.valueOf(failure.getMessage()) : failure.toString();
    }

    private void fail(Server server, String message) {
        say(message);
        folder.writeFailed(server, message);
    }

    private boolean isStopping() {
        return stop.getCount() == 0;
    }

    private void stopAll() {
        List<Kept> children;
        synchronized (this) {
            stop.countDown();
            children = List.copyOf(kept.values());
        }
        say("Stopping");
        List<Thread> stopping = children.stream()
                .map(child -> Thread.ofPlatform().daemon().start(() -> stop(child)))
                .toList();
        Instant deadline = Instant.now().plus(STOP_MAX);
        try {
            for (Thread thread : stopping) {
                thread.join(Duration.between(Instant.now(), deadline));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        forget();
        say("Stopped");
    }

    private static void stop(Kept child) {
        try {
            child.stop().run();
        } catch (Exception e) {
            e.printStackTrace();
        }
    }

    private void forget() {
        if (plan.temporary()) {
            DataFolder.deleteTree(folder.root());
        } else {
            folder.forgetRun();
        }
    }

    private static void say(String message) {
        System.err.println(Instant.now() + " " + message);
    }

    /** How to run one server. */
    private record Kept(Step prepare, Launch launch, Step awaitReady, Step awaitEnd, Step stop) {}

    private interface Step {
        void run() throws Exception;
    }

    /** Answers the pids by name. */
    private interface Launch {
        Map<String, Long> call() throws Exception;
    }
}
