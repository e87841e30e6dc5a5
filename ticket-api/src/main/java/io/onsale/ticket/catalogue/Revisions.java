package io.onsale.ticket.catalogue;

import io.onsale.kernel.event.OnsaleEvent.Performance;
import io.onsale.kernel.event.SaleRevised;
import io.onsale.kernel.event.SaleRevised.RevisedPerformance;
import java.util.List;

/** An event in the words of the messages to the other services. */
final class Revisions {
    private Revisions() {}

    static List<Performance> performances(Event event) {
        return event.performances().stream()
                .map(show -> new Performance(show.performanceId(), show.startsAt()))
                .toList();
    }

    static SaleRevised of(Event event) {
        return new SaleRevised(
                event.saleId().value(),
                event.id().value(),
                event.version(),
                event.texts().title(),
                event.sale(),
                event.performances().stream()
                        .map(show -> new RevisedPerformance(show.performanceId(), show.startsAt(), show.isCancelled()))
                        .toList(),
                event.visibleFrom(),
                event.sellerId(),
                event.status() == PerformanceStatus.CANCELLED ? event.reason() : null);
    }
}
