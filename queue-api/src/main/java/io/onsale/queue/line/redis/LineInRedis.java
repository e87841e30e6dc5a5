package io.onsale.queue.line.redis;

import io.onsale.queue.line.NumberBlocks;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.Sales;
import io.onsale.service.redis.Scripts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LineInRedis {
    @Bean
    WaitingLine waitingLine(Scripts scripts, NumberBlocks blocks, Sales sales, LineControl control) {
        return new RedisWaitingLine(scripts, blocks, sales, control);
    }
}
