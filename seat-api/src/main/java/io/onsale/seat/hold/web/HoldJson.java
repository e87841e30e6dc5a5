package io.onsale.seat.hold.web;

import io.onsale.kernel.money.Money;
import io.onsale.seat.hold.Hold;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** A hold as its owner sees it. */
record HoldJson(String holdId, List<HeldSeatJson> seats, long fence, Instant expiresAt) {
    @Schema(name = "SeatJson")
    record HeldSeatJson(String seatId, String label, String grade, Money price) {}

    static HoldJson of(Hold hold) {
        List<HeldSeatJson> seats = hold.seats().stream()
                .map(seat -> new HeldSeatJson(seat.id().value(), seat.label(), seat.grade(), seat.price()))
                .toList();
        return new HoldJson(hold.id().value(), seats, hold.fence(), hold.expiresAt());
    }
}
