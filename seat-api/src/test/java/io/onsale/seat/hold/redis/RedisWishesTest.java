package io.onsale.seat.hold.redis;

import io.onsale.kernel.id.HoldId;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.hold.WishesContract;
import io.onsale.seat.plan.Performance;
import io.onsale.seat.testing.SaleBuilder;
import io.onsale.seat.testing.SeatService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The contract on a real Redis. */
class RedisWishesTest extends WishesContract {
    @RegisterExtension
    static final SeatService service = new SeatService();

    @BeforeAll
    static void nobodySweeps() {
        service.loop("holdSweeperLoop").stop(); // lapsed holds stay until a fan wants their seats
    }

    @AfterAll
    static void sweepAgain() {
        service.loop("holdSweeperLoop").start();
    }

    @Override
    protected SeatHolds holds() {
        return service.bean(SeatHolds.class);
    }

    @Override
    protected Performance publish(SaleBuilder sale) {
        return service.publish(sale);
    }

    @Override
    protected void lapse(HoldId hold) {
        service.lapse(hold);
    }
}
