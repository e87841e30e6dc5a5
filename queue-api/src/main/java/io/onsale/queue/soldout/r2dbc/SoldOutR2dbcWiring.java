package io.onsale.queue.soldout.r2dbc;

import io.onsale.queue.sale.SaleBook;
import io.onsale.queue.sale.SaleControl;
import io.onsale.queue.soldout.SeatCounts;
import io.onsale.queue.soldout.SeatsOnSale;
import io.onsale.service.loop.Loop;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.scheduler.Schedulers;

@Configuration(proxyBeanMethods = false)
class SoldOutR2dbcWiring {
    /** As often as seat-api publishes counts; one small query per node. */
    private static final Duration READ_EVERY = Duration.ofSeconds(1);

    @Bean
    SeatCounts seatCounts(DatabaseClient database) {
        return new R2dbcSeatCounts(database);
    }

    @Bean
    SeatsOnSale seatsOnSale(SeatCounts counts, SaleControl control) {
        return new SeatsOnSale(counts, control);
    }

    @Bean
    Loop seatCountsLoop(SaleBook book, SeatsOnSale seats) {
        return new Loop("Reading seat counts", READ_EVERY, Schedulers.parallel(), () -> seats.round(book.active()));
    }
}
