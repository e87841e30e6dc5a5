package io.onsale.queue.draw.redis;

import io.onsale.queue.draw.DrawBook;
import io.onsale.queue.draw.Drawing;
import io.onsale.queue.draw.Draws;
import io.onsale.queue.draw.Lobby;
import io.onsale.queue.sale.SaleBook;
import io.onsale.service.loop.Loop;
import io.onsale.service.redis.Scripts;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class DrawRedisWiring {
    /** How long after the opening the first fans are drawn, at most; admission ticks as often. */
    private static final Duration DRAW_EVERY = Duration.ofMillis(200);

    @Bean
    Lobby lobby(Scripts scripts) {
        return new RedisLobby(scripts);
    }

    @Bean
    Loop drawLoop(SaleBook sales, Lobby lobby, Draws draws, DrawBook book, Clock clock) {
        Drawing drawing = new Drawing(lobby, draws, book, clock);
        return new Loop("Drawing", DRAW_EVERY, Schedulers.parallel(), () -> drawing.round(sales.active()));
    }
}
