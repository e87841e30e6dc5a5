package io.onsale.seat.hold;

import io.onsale.kernel.id.HoldId;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.testing.SaleBuilder;

class InMemoryWishesTest extends WishesContract {
    private final InMemorySeatHolds holds = new InMemorySeatHolds();

    @Override
    protected SeatHolds holds() {
        return holds;
    }

    @Override
    protected Performance publish(SaleBuilder builder) {
        return InMemorySeatHolds.performanceOf(builder);
    }

    @Override
    protected void lapse(HoldId hold) {
        holds.lapse(hold);
    }
}
