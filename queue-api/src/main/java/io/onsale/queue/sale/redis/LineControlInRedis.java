package io.onsale.queue.sale.redis;

import io.onsale.queue.line.DrawnNumbers;
import io.onsale.queue.line.NumberBlocks;
import io.onsale.queue.sale.PrivateLines;
import io.onsale.service.redis.Scripts;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LineControlInRedis {
    @Bean
    RedisLineControl lineControl(
            Scripts scripts,
            NumberBlocks blocks,
            DrawnNumbers drawn,
            @Value("${onsale.queue.quiet-after-loss:15s}") Duration quietAfterLoss) {
        return new RedisLineControl(scripts, blocks, drawn, quietAfterLoss);
    }

    @Bean
    PrivateLines privateLines(Scripts scripts, RedisLineControl control) {
        return new RedisPrivateLines(scripts, control);
    }
}
