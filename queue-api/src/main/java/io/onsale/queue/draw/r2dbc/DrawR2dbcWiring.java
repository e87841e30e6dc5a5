package io.onsale.queue.draw.r2dbc;

import io.onsale.queue.draw.DrawBook;
import io.onsale.queue.draw.Draws;
import io.onsale.queue.draw.PublicDraws;
import io.onsale.queue.sale.Sales;
import io.onsale.service.loop.Loop;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class DrawR2dbcWiring {
    /** How long after a sale is known its seed is created, at most; one small query per node. */
    private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);

    @Bean
    Draws draws(DatabaseClient database, Clock clock) {
        return new R2dbcDraws(database, clock);
    }

    @Bean
    DrawBook drawBook(Draws draws) {
        return new DrawBook(draws);
    }

    @Bean
    PublicDraws publicDraws(Sales sales, Draws draws) {
        return new PublicDraws(sales, draws);
    }

    @Bean
    Loop commitmentLoop(Draws draws) {
        return new Loop("Committing to draws", COMMIT_EVERY, Schedulers.parallel(), draws::commit);
    }
}
