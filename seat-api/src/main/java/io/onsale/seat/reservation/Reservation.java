package io.onsale.seat.reservation;

import io.onsale.kernel.id.BookingId;
import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.ReservationId;
import io.onsale.kernel.id.SaleId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The seats of one hold, as one booking has them durably.
 *
 * @param fence the hold's
 * @param payUntil as shown to the fan; a reservation does not end by time
 * @param placeSince of the pass that allowed the hold: names the fan's place in the line; null if it is not known
 */
public record Reservation(
        ReservationId id,
        PerformanceId performance,
        SaleId sale,
        BookingId booking,
        HoldId hold,
        FanId fan,
        long fence,
        ReservationState state,
        Instant payUntil,
        List<ReservedSeat> seats,
        @Nullable Instant placeSince) {
    /**
     * One seat of the reservation.
     *
     * @param index the seat's index in the plan
     */
    public record ReservedSeat(SeatId id, int index, String label, String grade, Money price, ReservationState state) {}

    /** The price of all seats. */
    public Money total() {
        Money total = Money.zero(seats.getFirst().price().currency());
        for (ReservedSeat seat : seats) {
            total = total.plus(seat.price());
        }
        return total;
    }

    public boolean isLive() {
        return state != ReservationState.RELEASED;
    }
}
