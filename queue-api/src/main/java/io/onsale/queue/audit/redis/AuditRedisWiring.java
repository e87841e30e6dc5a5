package io.onsale.queue.audit.redis;

import io.onsale.queue.audit.JoinList;
import io.onsale.service.redis.Scripts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AuditRedisWiring {
    @Bean
    JoinList joinList(Scripts scripts) {
        return new RedisJoinList(scripts);
    }
}
