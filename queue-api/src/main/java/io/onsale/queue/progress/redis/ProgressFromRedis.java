package io.onsale.queue.progress.redis;

import io.micrometer.core.instrument.MeterRegistry;
import io.onsale.queue.line.DrawnNumbers;
import io.onsale.queue.line.PlaceListener;
import io.onsale.queue.line.Receipts;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.progress.Boards;
import io.onsale.queue.progress.LineReader;
import io.onsale.queue.progress.Presence;
import io.onsale.queue.progress.Progress;
import io.onsale.queue.progress.SeatsLeft;
import io.onsale.queue.progress.StreamDrain;
import io.onsale.queue.sale.SaleBook;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.service.loop.Loop;
import io.onsale.service.redis.Scripts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProgressSettings.class)
class ProgressFromRedis {
    /** How late a watcher hears of a change; one script a sale. */
    private static final Duration TICK = Duration.ofMillis(200);

    @Bean
    LineReader lineReader(Scripts scripts) {
        return new RedisLineReader(scripts);
    }

    @Bean
    Boards boards(Receipts receipts, ObjectProvider<SeatsLeft> seats, MeterRegistry meters) {
        return new Boards(receipts, seats.getIfAvailable(() -> sale -> Map.of()), meters);
    }

    @Bean
    PlaceListener placeListener(Boards boards) {
        return boards.listener();
    }

    @Bean
    Progress progress(
            WaitingLine line,
            LineReader reader,
            DrawnNumbers draws,
            Presence presence,
            Boards boards,
            ProgressSettings settings) {
        return new Progress(line, reader, draws, presence, boards, settings.limits(), Schedulers.parallel());
    }

    @Bean
    Loop progressLoop(SaleBook book, Progress progress) {
        return Loop.forEach(
                "Reading the lines",
                TICK,
                Schedulers.parallel(),
                () -> {
                    List<SalePolicy> active = book.active();
                    progress.lookAfter(active);
                    return active;
                },
                SalePolicy::sale,
                policy -> progress.tick(policy.sale()));
    }

    @Bean
    StreamDrain streamDrain(Progress progress) {
        return new StreamDrain(progress);
    }
}
