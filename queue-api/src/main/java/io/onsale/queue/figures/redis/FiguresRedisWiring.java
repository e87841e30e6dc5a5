package io.onsale.queue.figures.redis;

import io.onsale.queue.figures.StreamCounts;
import io.onsale.service.redis.Scripts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FiguresRedisWiring {
    @Bean
    StreamCounts streamCounts(Scripts scripts) {
        return new RedisStreamCounts(scripts);
    }
}
