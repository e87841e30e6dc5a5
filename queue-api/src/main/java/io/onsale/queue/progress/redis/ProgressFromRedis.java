package io.onsale.queue.progress.redis;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.queue.line.Receipts;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.loop.Loop;
import io.onsale.queue.progress.LineReader;
import io.onsale.queue.progress.Progress;
import io.onsale.queue.sale.SaleBook;
import io.onsale.service.redis.Scripts;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class ProgressFromRedis {
    /** How late a watcher hears of a change; one script a sale. */
    private static final Duration TICK = Duration.ofMillis(200);

    @Bean
    LineReader lineReader(Scripts scripts) {
        return new RedisLineReader(scripts);
    }

    @Bean
    Progress progress(WaitingLine line, LineReader reader, Receipts receipts, MeterRegistry meters) {
        return new Progress(line, reader, receipts, meters, Schedulers.parallel());
    }

    @Bean
    Loop progressLoop(SaleBook book, Progress progress) {
        return new Loop("Reading the lines", TICK, Schedulers.parallel(), () -> progress.round(book.active()));
    }
}
