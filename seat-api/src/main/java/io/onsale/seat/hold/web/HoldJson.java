package io.onsale.seat.hold.web;

import io.onsale.kernel.money.Money;
import io.onsale.seat.hold.Hold;
import java.time.Instant;
import java.util.List;

/** A hold as its owner sees it. */
record HoldJson(String holdId, List<SeatJson> seats, long fence, Instant expiresAt) {
    record SeatJson(String seatId, String label, String grade, Money price) {}

    static HoldJson of(Hold hold) {
        List<SeatJson> seats = hold.seats().stream()
                .map(seat -> new SeatJson(seat.id().value(), seat.label(), seat.grade(), seat.price()))
                .toList();
        return new HoldJson(hold.id().value(), seats, hold.fence(), hold.expiresAt());
    }
}
