package io.onsale.service.testing;

import io.lettuce.core.MigrateArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.onsale.embedded.RedisCluster;
import io.onsale.embedded.RedisProcess;
import java.util.List;

/** Moves a slot with its keys from one primary of a cluster to another, as an operator does, step by step. */
public final class SlotMove {
    private static final long KEY_MAX_MS = 10_000;
    private static final int KEYS_PER_STEP = 10;

    private final RedisCluster cluster;
    private final RedisProcess from;
    private final RedisProcess to;
    private final int slot;

    private SlotMove(RedisCluster cluster, RedisProcess from, RedisProcess to, int slot) {
        this.cluster = cluster;
        this.from = from;
        this.to = to;
        this.slot = slot;
    }

    /** Begins to move this key's slot to a primary that does not have it. */
    public static SlotMove begin(RedisCluster cluster, String key) {
        RedisProcess from = cluster.ownerOf(key);
        RedisProcess to = cluster.nodes().stream()
                .filter(node -> node != from && node.call("INFO", "replication").contains("role:master"))
                .findFirst()
                .orElseThrow();
        SlotMove move = new SlotMove(cluster, from, to, Integer.parseInt(from.call("CLUSTER", "KEYSLOT", key)));
        move.set(to, "IMPORTING", from);
        move.set(from, "MIGRATING", to);
        return move;
    }

    /** Moves all keys. */
    public SlotMove moveKeys() {
        try (RedisClient client = RedisClient.create(from.url());
                StatefulRedisConnection<String, String> connection = client.connect()) {
            RedisCommands<String, String> redis = connection.sync();
            for (List<String> keys = keys(redis); !keys.isEmpty(); keys = keys(redis)) {
                redis.migrate("127.0.0.1", to.port(), 0, KEY_MAX_MS, MigrateArgs.Builder.keys(keys));
            }
        }
        return this;
    }

    private List<String> keys(RedisCommands<String, String> redis) {
        return redis.clusterGetKeysInSlot(slot, KEYS_PER_STEP);
    }

    /** From now on the other primary has the slot. */
    public RedisProcess end() {
        set(to, "NODE", to);
        cluster.nodes().stream().filter(node -> node != to && isPrimary(node)).forEach(node -> set(node, "NODE", to));
        return to;
    }

    private static boolean isPrimary(RedisProcess node) {
        return node.call("INFO", "replication").contains("role:master");
    }

    private void set(RedisProcess node, String state, RedisProcess other) {
        node.call("CLUSTER", "SETSLOT", Integer.toString(slot), state, other.call("CLUSTER", "MYID"));
    }
}
