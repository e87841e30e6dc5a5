package io.onsale.queue.sale.kafka;

import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SaleBook;
import io.onsale.queue.sale.SalePolicy;
import io.onsale.queue.sale.SalePolicy.Limits;
import io.onsale.queue.sale.SalePolicy.Times;
import io.onsale.queue.sale.Sales;
import io.onsale.queue.sale.Sales.NewSale;
import io.onsale.service.inbox.Inbox;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Adds each sale that the catalogue publishes: it is stored first, then its line is set up. */
final class NewSales {
    static final String CONSUMER = "queue-api-catalogue";

    private final Inbox inbox;
    private final Sales sales;
    private final LineControl line;
    private final SaleBook book;

    NewSales(Inbox inbox, Sales sales, LineControl line, SaleBook book) {
        this.inbox = inbox;
        this.sales = sales;
        this.line = line;
        this.book = book;
    }

    Mono<Void> apply(EventEnvelope<OnsaleEvent> event) {
        return event.data() instanceof SalePublished published ? add(event.id(), published) : Mono.empty();
    }

    private Mono<Void> add(String eventId, SalePublished published) {
        NewSale sale = new NewSale(
                published.eventId(),
                published.title(),
                policy(published),
                new Visibility(published.visibleFrom(), published.sellerId()));
        return inbox.once(CONSUMER, eventId, sales.add(sale))
                .then(line.apply(sale.policy())) // repeatable: an existing line is not changed
                .then(book.refresh());
    }

    private static SalePolicy policy(SalePublished published) {
        SalePlan plan = published.sale();
        Times times = new Times(lobbyOpensAt(plan, published.visibleFrom()), plan.opensAt(), plan.closesAt());
        return SalePolicy.first(
                new SaleId(published.saleId()),
                times,
                LineOrder.valueOf(plan.order()),
                Limits.of(plan.capacity(), plan.admissionsPerSecond()));
    }

    /** The lobby does not open before fans may see the sale. */
    static Instant lobbyOpensAt(SalePlan plan, @Nullable Instant visibleFrom) {
        Instant planned = Objects.requireNonNullElse(plan.lobbyOpensAt(), plan.opensAt());
        return visibleFrom == null || !visibleFrom.isAfter(planned) || visibleFrom.isAfter(plan.opensAt())
                ? planned
                : visibleFrom;
    }
}
