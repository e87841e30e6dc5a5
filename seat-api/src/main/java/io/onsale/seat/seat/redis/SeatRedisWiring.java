package io.onsale.seat.seat.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.reactive.RedisClusterReactiveCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.onsale.seat.seat.Epochs;
import io.onsale.seat.seat.Rebuilds;
import io.onsale.seat.seat.SeatScripts;
import io.onsale.service.redis.Scripts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

@Configuration(proxyBeanMethods = false)
class SeatRedisWiring {
    /** Opened at the start: later it would be opened on an event loop, which must not block. Closed with the client. */
    @Bean(destroyMethod = "")
    StatefulConnection<String, byte[]> bytesConnection(LettuceConnectionFactory factory) {
        RedisCodec<String, byte[]> codec = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);
        AbstractRedisClient client = factory.getRequiredNativeClient();
        return client instanceof RedisClusterClient cluster
                ? cluster.connect(codec)
                : ((RedisClient) client).connect(codec);
    }

    /** Values as bytes, because states are not text. */
    @Bean
    RedisClusterReactiveCommands<String, byte[]> redisBytes(StatefulConnection<String, byte[]> bytesConnection) {
        return switch (bytesConnection) {
            case StatefulRedisClusterConnection<String, byte[]> cluster -> cluster.reactive();
            case StatefulRedisConnection<String, byte[]> single -> single.reactive();
            default -> throw new IllegalStateException("not a connection to Redis: " + bytesConnection);
        };
    }

    @Bean
    SeatScripts seatScripts(Scripts scripts, Epochs epochs, Rebuilds rebuilds) {
        return new SeatScripts(scripts, epochs, rebuilds);
    }
}
