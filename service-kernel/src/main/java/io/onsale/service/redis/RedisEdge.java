package io.onsale.service.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.ClusterTopologyRefreshOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Import this for {@link Scripts}. One Redis by Spring's own settings ({@code spring.data.redis.*}), or a cluster by a URL with several hosts;
 * all scripts of a service share one multiplexed connection to each server.
 */
@Configuration(proxyBeanMethods = false)
public class RedisEdge {
    /** Most commands waiting for an answer on the connection; beyond that callers fail at once instead of queueing. */
    private static final int COMMANDS_IN_FLIGHT_MAX = 50_000;

    /** The first attempts are close together; by default the pauses would grow to half a minute, long after Redis is back. */
    private static final Duration RECONNECT_MIN = Duration.ofMillis(20);

    private static final Duration RECONNECT_MAX = Duration.ofMillis(500);

    /** At most so often the nodes of a cluster are asked who serves which slots, when something shows that it has changed. */
    private static final Duration TOPOLOGY_MIN = Duration.ofMillis(500);

    /** And so often when nothing shows it, such as a new replica. */
    private static final Duration TOPOLOGY_MAX = Duration.ofSeconds(10);

    @Bean
    static ClusterByUrl clusterByUrl() {
        return new ClusterByUrl();
    }

    @Bean
    ClientResourcesBuilderCustomizer reconnectSoon() {
        // jitter, so that the nodes do not all reconnect at once
        return resources -> resources.reconnectDelay(
                Delay.fullJitter(RECONNECT_MIN, RECONNECT_MAX, RECONNECT_MIN.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Bean
    ClientResourcesBuilderCustomizer closeOnError() {
        return resources -> resources.nettyCustomizer(new CloseOnError());
    }

    @Bean
    LettuceClientOptionsBuilderCustomizer refuseWhileDisconnected() {
        // by default Lettuce keeps commands and sends them after a reconnect, long after their callers have given up
        return options -> options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(COMMANDS_IN_FLIGHT_MAX)
                .timeoutOptions(TimeoutOptions.enabled());
    }

    /** Follows failovers and moved slots: by default Lettuce looks again after 5 s at the earliest, and never on its own. */
    @Bean
    LettuceClientOptionsBuilderCustomizer followTopology() {
        ClusterTopologyRefreshOptions refresh = ClusterTopologyRefreshOptions.builder()
                .enableAllAdaptiveRefreshTriggers()
                .adaptiveRefreshTriggersTimeout(TOPOLOGY_MIN)
                .refreshTriggersReconnectAttempts(1)
                .enablePeriodicRefresh(TOPOLOGY_MAX)
                .build();
        return options -> {
            if (options instanceof ClusterClientOptions.Builder cluster) {
                cluster.topologyRefreshOptions(refresh);
            }
        };
    }

    @Bean(destroyMethod = "close")
    StatefulConnection<String, String> scriptConnection(LettuceConnectionFactory factory) {
        AbstractRedisClient client = factory.getRequiredNativeClient();
        return client instanceof RedisClusterClient cluster ? cluster.connect() : ((RedisClient) client).connect();
    }

    @Bean
    Scripts scripts(StatefulConnection<String, String> scriptConnection) {
        return new Scripts(commands(scriptConnection));
    }

    @Bean
    RedisProbe redisProbe(StatefulConnection<String, String> scriptConnection) {
        return new RedisProbe(scriptConnection);
    }

    private static RedisClusterReactiveCommands<String, String> commands(
            StatefulConnection<String, String> connection) {
        return switch (connection) {
            case StatefulRedisClusterConnection<String, String> cluster -> cluster.reactive();
            case StatefulRedisConnection<String, String> single -> single.reactive();
            default -> throw new IllegalStateException("not a Redis connection that runs scripts: " + connection);
        };
    }
}
