package io.onsale.seat.hold;

import io.onsale.kernel.access.Visibility;
import io.onsale.kernel.event.OnsaleEvent.SalePublished;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;
import io.onsale.seat.plan.Hall;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.plan.PlanDocument;
import io.onsale.seat.testing.SaleBuilder;

class InMemoryWishesTest extends WishesContract {
    private final InMemorySeatHolds holds = new InMemorySeatHolds();

    @Override
    protected SeatHolds holds() {
        return holds;
    }

    @Override
    protected Performance publish(SaleBuilder builder) {
        SalePublished sale = builder.build();
        return new Performance(
                new PerformanceId(sale.performances().getFirst().performanceId()),
                new SaleId(sale.saleId()),
                Hall.of(PlanDocument.of(sale)),
                sale.sale().maxSeatsPerFan(),
                sale.performances().getFirst().startsAt(),
                Visibility.OPEN);
    }

    @Override
    protected void lapse(HoldId hold) {
        holds.lapse(hold);
    }
}
