package io.onsale.ticket.orders.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.onsale.kernel.id.SaleId;
import io.onsale.ticket.TicketShop;
import io.onsale.ticket.TicketShop.Evening;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

class OrderStreamsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Evening evening = TicketShop.newEvening();

    @Test
    void twenty_watchers_have_one_reader() {
        OrderStreams streams = TicketShop.bean(OrderStreams.class);
        SaleId sale = new SaleId(evening.saleId());
        List<Disposable> watchers = new ArrayList<>();
        BlockingQueue<OrderStreams.News> told = new LinkedBlockingQueue<>();
        for (int i = 0; i < 20; i++) {
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> watchers.add(streams.watch(sale, null).subscribe(told::add)));
        }
        await().atMost(PATIENCE).until(() -> !told.isEmpty());

        assertThat(streams.readerCount()).isLessThanOrEqualTo(1);

        watchers.forEach(Disposable::dispose);
        await().atMost(PATIENCE).until(() -> streams.readerCount() == 0);
    }
}
