package io.onsale.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A Redis Cluster as children of this process: three primaries with a replica each, on {@value #PORTS} ports in a row, of which the last
 * {@value #NODES} are the nodes' own. Its nodes can be killed, frozen and started again like any {@link RedisProcess}. A started one is
 * complete: every node sees all slots served, and every replica has its primary's data. Not thread-safe.
 */
public final class RedisCluster implements AutoCloseable {
    static final int NODES = 6;
    static final int PORTS = 2 * NODES;
    private static final int PRIMARIES = 3;
    private static final int SLOTS = 16_384;
    private static final Duration START_MAX = Duration.ofMinutes(2); // some 3 s on an idle machine
    private static final Duration POLL_EVERY = Duration.ofMillis(20);

    /** After which a silent primary is replaced, and a primary without the others stops accepting writes; long on a busy machine. */
    static final Duration PATIENT = Duration.ofSeconds(10);

    private static final Duration HASTY = Duration.ofSeconds(2); // for tests that wait for a failover

    private final Path data;
    private final List<RedisProcess> nodes;
    private final @Nullable String password;

    RedisCluster(
            Path data, Path log, int firstPort, String appendFsync, @Nullable String password, Duration nodeTimeout) {
        this.data = data;
        this.password = password;
        this.nodes = IntStream.range(0, NODES)
                .mapToObj(i -> new RedisProcess(
                        data.resolve("node-" + (i + 1)),
                        log,
                        firstPort + i,
                        appendFsync,
                        password,
                        settings(firstPort + NODES + i, nodeTimeout)))
                .toList();
    }

    /** A cluster with its data in this folder, on free ports that it keeps; not started yet. */
    public static RedisCluster in(Path data) {
        return new RedisCluster(data, data.resolve("redis.log"), LoopbackPorts.freeRow(PORTS), "everysec", null, HASTY);
    }

    private static List<String> settings(int busPort, Duration nodeTimeout) {
        return List.of(
                "--cluster-enabled",
                "yes",
                "--cluster-port",
                Integer.toString(busPort),
                "--cluster-announce-ip",
                "127.0.0.1",
                "--cluster-node-timeout",
                Long.toString(nodeTimeout.toMillis()),
                "--cluster-require-full-coverage",
                "no", // the sales of the other nodes go on
                "--repl-diskless-sync-delay",
                "0");
    }

    /** Starts it and returns when it is complete. */
    public RedisCluster start() {
        try {
            prepare();
            launch();
            awaitReady();
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Removes what a start left behind that was interrupted before the nodes knew each other. */
    void prepare() {
        try {
            Files.createDirectories(data);
            if (!Files.exists(formed())) {
                IntStream.rangeClosed(1, NODES).forEach(i -> DataFolder.deleteTree(data.resolve("node-" + i)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare " + data, e);
        }
    }

    /** Starts the nodes that do not run; their pids by {@code redis-1} to {@code redis-6}. */
    Map<String, Long> launch() {
        Map<String, Long> pids = new LinkedHashMap<>();
        for (int i = 0; i < NODES; i++) {
            RedisProcess node = nodes.get(i);
            if (!node.isRunning()) {
                node.launch();
            }
            pids.put(word(i + 1), node.pid());
        }
        return pids;
    }

    /** What the node's process is called, from 1. */
    static String word(int node) {
        return Server.REDIS.word() + "-" + node;
    }

    void awaitReady() {
        nodes.forEach(RedisProcess::awaitAnswer);
        if (Files.exists(formed())) {
            nodes.forEach(this::introduce); // their ports may be others than last time
        } else {
            form();
        }
        awaitComplete();
    }

    private void form() {
        for (int i = 0; i < NODES; i++) {
            nodes.get(i).call("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
        }
        for (int i = 0; i < PRIMARIES; i++) {
            String first = Integer.toString(SLOTS * i / PRIMARIES);
            String last = Integer.toString(SLOTS * (i + 1) / PRIMARIES - 1);
            nodes.get(i).call("CLUSTER", "ADDSLOTSRANGE", first, last);
        }
        introduce(nodes.getFirst());
        for (int i = PRIMARIES; i < NODES; i++) {
            RedisProcess replica = nodes.get(i);
            String primary = nodes.get(i - PRIMARIES).call("CLUSTER", "MYID");
            await("the nodes to know each other", () -> isAccepted(replica, "CLUSTER", "REPLICATE", primary));
        }
        try {
            Files.writeString(formed(), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void introduce(RedisProcess node) {
        for (RedisProcess other : nodes) {
            node.call(
                    "CLUSTER",
                    "MEET",
                    "127.0.0.1",
                    Integer.toString(other.port()),
                    Integer.toString(other.port() + NODES));
        }
    }

    private static boolean isAccepted(RedisProcess node, String... command) {
        try {
            return "OK".equals(node.call(command));
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** Returns when every node sees all slots served by the same nodes, and every replica has its primary's data; after a failover, once all of them run again. */
    public void awaitComplete() {
        await(
                "the cluster to be complete",
                () -> nodes.stream().allMatch(RedisCluster::isComplete)
                        && nodes.stream().map(RedisCluster::view).distinct().count() == 1);
    }

    /** Who serves what, and copies whom, in the opinion of this node: one that comes back takes itself for the primary at first. */
    private static Set<ClusterMember> view(RedisProcess node) {
        return Set.copyOf(ClusterMember.seenBy(node));
    }

    private static boolean isComplete(RedisProcess node) {
        try {
            String cluster = node.call("CLUSTER", "INFO");
            String members = node.call("CLUSTER", "NODES");
            String replication = node.call("INFO", "replication");
            return cluster.contains("cluster_state:ok")
                    && cluster.contains("cluster_slots_ok:" + SLOTS)
                    && members.lines()
                                    .filter(line -> line.contains(" connected"))
                                    .count()
                            == NODES
                    && !members.contains("fail")
                    && !members.contains("handshake")
                    && (replication.contains("role:master") || replication.contains("master_link_status:up"));
        } catch (UncheckedIOException away) {
            return false;
        }
    }

    /** The primary that serves the key, in the opinion of a node that runs. */
    public RedisProcess ownerOf(String key) {
        RedisProcess informed = nodes.stream()
                .filter(RedisProcess::isRunning)
                .filter(node -> isAccepted(node, "CLUSTER", "SAVECONFIG"))
                .findFirst()
                .orElseThrow();
        int slot = Integer.parseInt(informed.call("CLUSTER", "KEYSLOT", key));
        return ClusterMember.seenBy(informed).stream()
                .filter(member -> member.serves(slot))
                .map(this::process)
                .findFirst()
                .orElseThrow();
    }

    /** A replica of this primary, in the primary's opinion. */
    public RedisProcess replicaOf(RedisProcess primary) {
        String id = primary.call("CLUSTER", "MYID");
        return ClusterMember.seenBy(primary).stream()
                .filter(member -> member.primary().equals(id))
                .map(this::process)
                .findFirst()
                .orElseThrow();
    }

    private RedisProcess process(ClusterMember member) {
        return nodes.stream()
                .filter(node -> node.port() == member.port())
                .findFirst()
                .orElseThrow();
    }

    public List<RedisProcess> nodes() {
        return nodes;
    }

    /** {@code redis://[:password@]127.0.0.1:port,127.0.0.1:port…}: all nodes. */
    public String url() {
        return url(nodes.getFirst().port(), password);
    }

    static String url(int firstPort, @Nullable String password) {
        return IntStream.range(firstPort, firstPort + NODES)
                .mapToObj(port -> "127.0.0.1:" + port)
                .collect(Collectors.joining(",", "redis://" + (password == null ? "" : ":" + password + "@"), ""));
    }

    /** Returns when one of the nodes has ended. */
    void awaitEnd() {
        CompletableFuture.anyOf(nodes.stream().map(RedisProcess::onEnd).toArray(CompletableFuture<?>[]::new))
                .join();
    }

    /** Stops all nodes gracefully, at the same time. */
    @Override
    public void close() {
        List<Thread> stopping = new ArrayList<>();
        nodes.forEach(node -> stopping.add(Thread.ofPlatform().daemon().start(node::stop)));
        try {
            for (Thread thread : stopping) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path formed() {
        return data.resolve("formed");
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + START_MAX.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new EmbeddedServersFailure("Waited " + START_MAX + " for " + what);
            }
            LockSupport.parkNanos(POLL_EVERY.toNanos());
        }
    }
}
