package io.onsale.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A Redis with a replica, as children of this process; an operator decides on a failover. Not thread-safe. */
public final class RedisPair implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofMinutes(1);
    private static final Duration POLL_EVERY = Duration.ofMillis(20);

    private final RedisProcess primary;
    private final RedisProcess replica;

    private RedisPair(RedisProcess primary, RedisProcess replica) {
        this.primary = primary;
        this.replica = replica;
    }

    /** A pair with its data in this folder, on free ports; not started yet. */
    public static RedisPair in(Path data) {
        RedisProcess primary = RedisProcess.in(data.resolve("primary"));
        Path copy = data.resolve("replica");
        RedisProcess replica = new RedisProcess(
                copy,
                copy.resolve("redis.log"),
                LoopbackPorts.free(),
                "everysec",
                null,
                List.of("--replicaof", "127.0.0.1 " + primary.port()));
        return new RedisPair(primary, replica);
    }

    /** Starts both and returns when the replica has the primary's data. */
    public RedisPair start() {
        primary.start();
        replica.start();
        long deadline = System.nanoTime() + START_MAX.toNanos();
        while (!replica.call("INFO", "replication").contains("master_link_status:up")) {
            if (System.nanoTime() > deadline) {
                close();
                throw new EmbeddedServersFailure("The replica did not copy its primary within " + START_MAX);
            }
            LockSupport.parkNanos(POLL_EVERY.toNanos());
        }
        return this;
    }

    public RedisProcess primary() {
        return primary;
    }

    public RedisProcess replica() {
        return replica;
    }

    /** Makes the replica a primary, with what it has copied. */
    public void promote() {
        replica.call("REPLICAOF", "NO", "ONE");
    }

    @Override
    public void close() {
        replica.stop();
        primary.stop();
    }
}
