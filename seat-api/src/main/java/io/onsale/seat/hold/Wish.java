package io.onsale.seat.hold;

import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.SeatId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fan asks for, all in one hold or nothing: 1 to {@link SeatHolds#SEATS_MAX} seats together.
 *
 * @param seats these seats, distinct
 * @param inAreas any seats of these general-admission areas, each of which is named once
 * @param best the best free ones besides; null: none
 * @param replaces a live hold of the fan, whose seats are given for the new ones; null: none
 */
public record Wish(
        List<SeatId> seats,
        List<InArea> inAreas,
        @Nullable BestAvailable best,
        @Nullable HoldId replaces) {
    /** Seats of a general-admission area, any of them. */
    public record InArea(String area, int quantity) {}

    /**
     * The best free seats, of a grade or in a section if named; accessible ones, or none of these.
     *
     * @param generalAdmission whether they may be in an area of general admission if no numbered ones fit
     */
    public record BestAvailable(
            int quantity,
            @Nullable String grade,
            @Nullable String section,
            boolean accessible,
            boolean generalAdmission) {}

    public static Wish of(List<SeatId> seats) {
        return new Wish(seats, List.of(), null, null);
    }

    public static Wish of(BestAvailable best) {
        return new Wish(List.of(), List.of(), best, null);
    }

    /** How many seats it asks for. */
    public int count() {
        return seats.size() + inAreas.stream().mapToInt(InArea::quantity).sum() + (best == null ? 0 : best.quantity());
    }
}
