package io.onsale.audit;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.net.URI;

/** One Redis, or a cluster in which each sale has a node: the seats of a performance are read in a transaction, which only a node has. */
final class SeatServers implements AutoCloseable {
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.ASCII, ByteArrayCodec.INSTANCE);

    private final AbstractRedisClient client;
    private final StatefulConnection<String, byte[]> connection;

    private SeatServers(AbstractRedisClient client, StatefulConnection<String, byte[]> connection) {
        this.client = client;
        this.connection = connection;
    }

    /** @param url with several hosts if it is a cluster */
    static SeatServers at(String url) {
        if (url.contains(",")) {
            RedisClusterClient client = RedisClusterClient.create(RedisClusterURIUtil.toRedisURIs(URI.create(url)));
            return new SeatServers(client, client.connect(CODEC));
        }
        RedisClient client = RedisClient.create(url);
        return new SeatServers(client, client.connect(CODEC));
    }

    /** The node that has the sale's seats. */
    RedisCommands<String, byte[]> of(String sale) {
        return switch (connection) {
            case StatefulRedisConnection<String, byte[]> single -> single.sync();
            case StatefulRedisClusterConnection<String, byte[]> cluster ->
                cluster.getConnection(cluster.getPartitions()
                                .getPartitionBySlot(SlotHash.getSlot(sale))
                                .getNodeId())
                        .sync();
            default -> throw new IllegalStateException("not a connection to Redis: " + connection);
        };
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown();
    }
}
