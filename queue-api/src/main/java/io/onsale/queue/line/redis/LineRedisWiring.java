package io.onsale.queue.line.redis;

import io.onsale.queue.line.AbsenceReports;
import io.onsale.queue.line.DrawnNumbers;
import io.onsale.queue.line.EndedPlaces;
import io.onsale.queue.line.JoinLine;
import io.onsale.queue.line.NumberBlocks;
import io.onsale.queue.line.PlaceListener;
import io.onsale.queue.line.Receipts;
import io.onsale.queue.line.RestorePlace;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.PrivateLines;
import io.onsale.queue.sale.SaleBook;
import io.onsale.queue.sale.Sales;
import io.onsale.service.redis.Scripts;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReceiptSettings.class)
class LineRedisWiring {
    @Bean
    Receipts receipts(ReceiptSettings settings) {
        return new Receipts(settings.bytes());
    }

    @Bean
    AbsenceReports absenceReports(Scripts scripts) {
        return new RedisAbsenceReports(scripts);
    }

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

    @Bean
    WaitingLine waitingLine(
            Scripts scripts,
            NumberBlocks blocks,
            Sales sales,
            LineControl control,
            SaleBook book,
            PlaceListener listener) {
        JoinBatches joins = new JoinBatches(scripts, blocks, sales, control, listener);
        return new RedisWaitingLine(scripts, joins, book, listener);
    }

    @Bean
    JoinLine joinLine(
            WaitingLine line, Receipts receipts, Sales sales, EndedPlaces ended, DrawnNumbers drawn, SaleBook book) {
        return new JoinLine(line, new RestorePlace(receipts, sales, ended, drawn, line), book);
    }
}
