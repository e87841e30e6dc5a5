package io.onsale.queue.pass.redis;

import io.onsale.queue.pass.Claims;
import io.onsale.service.redis.Scripts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ClaimsInRedis {
    @Bean
    Claims claims(Scripts scripts) {
        return new RedisClaims(scripts);
    }
}
