package io.onsale.queue.line.redis;

import io.onsale.queue.line.DrawnNumbers;
import io.onsale.queue.line.EndedPlaces;
import io.onsale.queue.line.NumberBlocks;
import io.onsale.queue.line.PlaceListener;
import io.onsale.queue.line.Receipts;
import io.onsale.queue.line.Restoring;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.progress.Presence;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.SaleBook;
import io.onsale.queue.sale.Sales;
import io.onsale.service.redis.Scripts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LineInRedis {
    @Bean
    Presence presence(Scripts scripts) {
        return new RedisPresence(scripts);
    }

    @Bean
    Restoring restoring(Receipts receipts, Sales sales, EndedPlaces ended, DrawnNumbers drawn, WaitingLine line) {
        return new Restoring(receipts, sales, ended, drawn, line);
    }

    @Bean
    WaitingLine waitingLine(
            Scripts scripts,
            NumberBlocks blocks,
            Sales sales,
            LineControl control,
            SaleBook book,
            PlaceListener listener) {
        return new RedisWaitingLine(scripts, new Joins(scripts, blocks, sales, control, listener), book);
    }
}
