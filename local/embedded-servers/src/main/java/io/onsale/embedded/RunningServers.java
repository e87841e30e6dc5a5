package io.onsale.embedded;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Servers that were started. Each address is returned as soon as that server answers: a caller that needs only Redis does not wait for
 * Kafka. If a server does not start, its address throws {@link EmbeddedServersFailure} with the end of its log.
 */
public final class RunningServers implements AutoCloseable {
    private static final Duration POLL_EVERY = Duration.ofMillis(20);
    private static final Duration STOP_MAX = Duration.ofSeconds(15);

    private final DataFolder folder;
    private final ProcessHandle keeper;
    private final boolean owned;
    private final ServerPlan plan;
    private final Map<Server, CompletableFuture<Integer>> ports = new EnumMap<>(Server.class);

    RunningServers(DataFolder folder, ServerPlan plan, ProcessHandle keeper, boolean owned, Consumer<String> progress) {
        this.folder = folder;
        this.keeper = keeper;
        this.owned = owned;
        this.plan = plan;
        plan.ports().keySet().forEach(server -> ports.put(server, new CompletableFuture<>()));
        Thread.ofPlatform().name("embedded-servers").daemon().start(() -> follow(progress));
    }

    /** {@code redis://[:password@]127.0.0.1:port}, when Redis answers; of a cluster all nodes, separated by commas. */
    public String redisUrl() {
        int port = port(Server.REDIS);
        String password = plan.redisPassword();
        return switch (plan.redis()) {
            case SINGLE -> "redis://" + (password == null ? "" : ":" + password + "@") + "127.0.0.1:" + port;
            case CLUSTER -> RedisCluster.url(port, password);
        };
    }

    /** How many servers Redis is. */
    public RedisMode redisMode() {
        return plan.redis();
    }

    /** The database of this plan, when PostgreSQL accepts connections. */
    public PostgresAddress postgres() {
        return new PostgresAddress(
                "127.0.0.1",
                port(Server.POSTGRES),
                PostgresProcess.DATABASE,
                PostgresProcess.USER,
                PostgresProcess.PASSWORD);
    }

    /** {@code 127.0.0.1:port}, when the broker accepts requests. */
    public String kafkaBootstrap() {
        return "127.0.0.1:" + port(Server.KAFKA);
    }

    /** Returns when all servers of the plan answer. */
    public RunningServers awaitAll() {
        ports.keySet().forEach(this::port);
        return this;
    }

    /** The pids of the Keeper and of the servers started so far, by {@code keeper redis postgres}; of a cluster {@code redis-1} to {@code redis-6}. */
    public Map<String, Long> pids() {
        Map<String, Long> pids = new LinkedHashMap<>();
        pids.put("keeper", keeper.pid());
        for (String word : DataFolder.CHILDREN) {
            folder.pid(word).ifPresent(pid -> pids.put(word, pid));
        }
        return pids;
    }

    public boolean isAlive() {
        return Processes.isAlive(keeper.pid());
    }

    /** Stops all of them and returns when they are gone; the data stays unless it is temporary. Servers of another process are not touched. */
    @Override
    public void close() {
        if (owned) {
            Processes.end(keeper, "TERM", STOP_MAX);
        }
    }

    private int port(Server server) {
        CompletableFuture<Integer> port = ports.get(server);
        if (port == null) {
            throw new IllegalStateException(server.title() + " is not part of the plan");
        }
        try {
            return port.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof EmbeddedServersFailure failure) {
                throw failure.again();
            }
            throw e;
        }
    }

    private void follow(Consumer<String> progress) {
        long start = System.nanoTime();
        while (!allDone()) {
            boolean alive = isAlive();
            ports.forEach((server, port) -> {
                if (!port.isDone()) {
                    look(server, port, start, progress);
                }
            });
            if (!alive) {
                failAll();
                return;
            }
            LockSupport.parkNanos(POLL_EVERY.toNanos());
        }
    }

    private void look(Server server, CompletableFuture<Integer> port, long start, Consumer<String> progress) {
        folder.failed(server).ifPresent(message -> port.completeExceptionally(new EmbeddedServersFailure(message)));
        folder.ready(server).ifPresent(ready -> {
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            progress.accept(server.title() + " is ready on port " + ready + " (" + millis / 1000 + "."
                    + millis / 100 % 10 + " s)");
            port.complete(ready);
        });
    }

    /** One server's failure ends all: the others fail with the same reason. */
    private void failAll() {
        String reason = ports.keySet().stream()
                .flatMap(server -> folder.failed(server).stream())
                .findFirst()
                .orElseGet(() -> "The servers' process ended:\n" + folder.logTail("keeper"));
        ports.values().forEach(port -> port.completeExceptionally(new EmbeddedServersFailure(reason)));
    }

    private boolean allDone() {
        return ports.values().stream().allMatch(CompletableFuture::isDone);
    }
}
