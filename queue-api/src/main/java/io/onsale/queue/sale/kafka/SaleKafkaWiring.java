package io.onsale.queue.sale.kafka;

import io.onsale.kernel.event.Topic;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.SaleBook;
import io.onsale.queue.sale.SaleRevisions;
import io.onsale.queue.sale.Sales;
import io.onsale.service.inbox.Inbox;
import io.onsale.service.kafka.EventConsumer;
import io.onsale.service.kafka.KafkaEdge;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SaleKafkaWiring {
    @Bean
    EventConsumer newSalesConsumer(
            KafkaEdge.Consumers consumers,
            Inbox inbox,
            Sales sales,
            SaleRevisions revisions,
            LineControl line,
            SaleBook book) {
        NewSales newSales = new NewSales(inbox, sales, line, book);
        RevisedSales revisedSales = new RevisedSales(revisions, line, book);
        return consumers.consumer(
                NewSales.CONSUMER,
                Set.of(Topic.CATALOGUE),
                event -> newSales.apply(event).then(revisedSales.apply(event)));
    }
}
