package io.onsale.queue.sale.kafka;

import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.event.EventEnvelope;
import io.onsale.kernel.event.OnsaleEvent;
import io.onsale.kernel.event.OnsaleEvent.SalePlan;
import io.onsale.kernel.event.SaleRevised;
import io.onsale.kernel.id.SaleId;
import io.onsale.queue.sale.LineControl;
import io.onsale.queue.sale.LineOrder;
import io.onsale.queue.sale.SaleBook;
import io.onsale.queue.sale.SalePolicy.Times;
import io.onsale.queue.sale.SaleRevisions;
import io.onsale.queue.sale.SaleRevisions.Revision;
import reactor.core.publisher.Mono;

/** Applies each change that a seller made to a published event: it is stored first, then brought to the line. Each repeat does both again. */
final class RevisedSales {
    private final SaleRevisions revisions;
    private final LineControl line;
    private final SaleBook book;

    RevisedSales(SaleRevisions revisions, LineControl line, SaleBook book) {
        this.revisions = revisions;
        this.line = line;
        this.book = book;
    }

    Mono<Void> apply(EventEnvelope<OnsaleEvent> event) {
        return event.data() instanceof SaleRevised revised
                ? revisions
                        .apply(revision(revised))
                        .flatMap(line::apply) // an older policy changes nothing
                        .then(book.refresh())
                : Mono.empty();
    }

    private static Revision revision(SaleRevised revised) {
        SalePlan plan = revised.sale();
        return new Revision(
                new SaleId(revised.saleId()),
                revised.revision(),
                revised.title(),
                new Times(NewSales.lobbyOpensAt(plan, revised.visibleFrom()), plan.opensAt(), plan.closesAt()),
                LineOrder.valueOf(plan.order()),
                new Visibility(revised.visibleFrom(), revised.sellerId()),
                revised.sellerId(),
                revised.cancelledBecause());
    }
}
