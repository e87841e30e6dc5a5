package io.onsale.queue.sale.redis;

import io.onsale.queue.line.NumberBlocks;
import io.onsale.queue.sale.LineControl;
import io.onsale.service.redis.Scripts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LineControlInRedis {
    @Bean
    LineControl lineControl(Scripts scripts, NumberBlocks blocks) {
        return new RedisLineControl(scripts, blocks);
    }
}
