package io.onsale.service.testing;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.RedisClusterURIUtil;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.onsale.service.redis.Scripts;
import java.net.URI;

/** A test's own connection to one Redis, or to a cluster if the URL has several hosts. */
public final class RedisLink implements AutoCloseable {
    private final AbstractRedisClient client;
    private final StatefulConnection<String, String> connection;

    private RedisLink(AbstractRedisClient client, StatefulConnection<String, String> connection) {
        this.client = client;
        this.connection = connection;
    }

    public static RedisLink to(String url) {
        if (isCluster(url)) {
            RedisClusterClient client = RedisClusterClient.create(RedisClusterURIUtil.toRedisURIs(URI.create(url)));
            return new RedisLink(client, client.connect());
        }
        RedisClient client = RedisClient.create(url);
        return new RedisLink(client, client.connect());
    }

    private static boolean isCluster(String url) {
        return url.contains(",");
    }

    public boolean isCluster() {
        return client instanceof RedisClusterClient;
    }

    public Scripts scripts() {
        return new Scripts(reactive());
    }

    public RedisClusterReactiveCommands<String, String> reactive() {
        return switch (connection) {
            case StatefulRedisClusterConnection<String, String> cluster -> cluster.reactive();
            case StatefulRedisConnection<String, String> single -> single.reactive();
            default -> throw new IllegalStateException(connection.toString());
        };
    }

    public RedisClusterCommands<String, String> sync() {
        return switch (connection) {
            case StatefulRedisClusterConnection<String, String> cluster -> cluster.sync();
            case StatefulRedisConnection<String, String> single -> single.sync();
            default -> throw new IllegalStateException(connection.toString());
        };
    }

    /** Closes the connection; commands fail from then on. */
    public void disconnect() {
        connection.close();
    }

    @Override
    public void close() {
        connection.close();
        client.shutdown();
    }
}
