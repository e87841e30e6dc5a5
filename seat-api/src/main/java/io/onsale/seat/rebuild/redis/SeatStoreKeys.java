package io.onsale.seat.rebuild.redis;

import io.onsale.seat.rebuild.RebuildLoop;
import io.onsale.seat.rebuild.SeatLedger;
import io.onsale.seat.rebuild.SeatScripts;
import io.onsale.seat.rebuild.SeatStore;
import io.onsale.service.redis.Scripts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.ReactiveRedisConnectionFactory;
import org.springframework.data.redis.core.ReactiveRedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializationContext;
import org.springframework.data.redis.serializer.RedisSerializer;

@Configuration(proxyBeanMethods = false)
class SeatStoreKeys {
    /** Values as bytes: states are no text. */
    @Bean
    ReactiveRedisTemplate<String, byte[]> redisBytes(ReactiveRedisConnectionFactory connections) {
        return new ReactiveRedisTemplate<>(
                connections,
                RedisSerializationContext.<String, byte[]>newSerializationContext(RedisSerializer.string())
                        .value(RedisSerializer.byteArray())
                        .build());
    }

    @Bean
    SeatStore seatStore(Scripts scripts, ReactiveRedisTemplate<String, byte[]> redisBytes) {
        return new RedisSeatStore(scripts.commands(), redisBytes);
    }

    @Bean
    SeatScripts seatScripts(Scripts scripts, SeatLedger ledger, RebuildLoop rebuilds) {
        return new SeatScripts(scripts, ledger, rebuilds);
    }
}
