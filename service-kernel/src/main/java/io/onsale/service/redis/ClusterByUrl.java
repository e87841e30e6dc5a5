package io.onsale.service.redis;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.data.redis.autoconfigure.DataRedisProperties;

/**
 * Reads {@code spring.data.redis.url} with several hosts, {@code redis://[user:password@]host:port,host:port…}, as nodes of a Redis Cluster: a
 * deployment sets one value, whichever Redis it has. The client asks these nodes for all others. Spring's own URL has one host.
 */
final class ClusterByUrl implements BeanPostProcessor {
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof DataRedisProperties properties) {
            nameNodes(properties, properties.getUrl());
        }
        return bean;
    }

    private static void nameNodes(DataRedisProperties properties, @Nullable String url) {
        int hosts = url == null ? 0 : 1 + Math.max(url.lastIndexOf('@'), url.indexOf("://") + 2);
        List<String> nodes =
                url == null ? List.of() : Arrays.asList(url.substring(hosts).split(","));
        if (url != null && nodes.size() > 1) {
            DataRedisProperties.Cluster cluster = new DataRedisProperties.Cluster();
            cluster.setNodes(nodes);
            properties.setCluster(cluster);
            properties.setUrl(url.substring(0, hosts) + nodes.getFirst()); // keeps the login, and whether it is TLS
        }
    }
}
