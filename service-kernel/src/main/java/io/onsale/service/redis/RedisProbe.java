package io.onsale.service.redis;

import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.onsale.service.health.StoreProbe;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Pings Redis on the connection that the scripts use. Of a cluster one node is enough: the sales of a node that is gone are unavailable for
 * every service alike, and those of the others are not to suffer from it.
 */
final class RedisProbe implements StoreProbe {
    private static final int NODES_SIDE_BY_SIDE = 16; // more than most clusters have

    private final StatefulConnection<String, String> connection;

    RedisProbe(StatefulConnection<String, String> connection) {
        this.connection = connection;
    }

    @Override
    public String store() {
        return "redis";
    }

    @Override
    public Mono<Void> ping() {
        return switch (connection) {
            case StatefulRedisClusterConnection<String, String> cluster -> pingAny(cluster);
            case StatefulRedisConnection<String, String> single ->
                single.reactive().ping().then();
            default -> throw new IllegalStateException("not a connection to Redis: " + connection);
        };
    }

    private static Mono<Void> pingAny(StatefulRedisClusterConnection<String, String> cluster) {
        return Flux.fromIterable(cluster.getPartitions())
                .flatMap(node -> ping(cluster, node).onErrorComplete(), NODES_SIDE_BY_SIDE)
                .next()
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("no node of the cluster answers")))
                .then();
    }

    private static Mono<String> ping(StatefulRedisClusterConnection<String, String> cluster, RedisClusterNode node) {
        return Mono.fromCompletionStage(() -> cluster.getConnectionAsync(node.getNodeId()))
                .flatMap(connected -> connected.reactive().ping());
    }
}
