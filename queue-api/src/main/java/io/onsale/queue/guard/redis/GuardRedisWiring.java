package io.onsale.queue.guard.redis;

import io.onsale.queue.guard.SpentProofs;
import io.onsale.service.redis.Scripts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class GuardRedisWiring {
    @Bean
    SpentProofs spentProofs(Scripts scripts) {
        return new RedisSpentProofs(scripts);
    }
}
