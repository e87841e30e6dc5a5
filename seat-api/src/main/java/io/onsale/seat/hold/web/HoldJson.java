package io.onsale.seat.hold.web;

import io.onsale.kernel.money.Money;
import io.onsale.seat.hold.Hold;
import io.onsale.seat.hold.Rung;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A hold as its owner sees it. */
record HoldJson(
        String holdId,
        List<HeldSeatJson> seats,
        long fence,
        Instant expiresAt,

        @Schema(description = "how the seats were chosen; null if you named them, and when the hold is read later")
        @Nullable
        ChoiceJson best) {
    @Schema(name = "BestChoice")
    record ChoiceJson(
            Rung rung,
            @Schema(description = "the reason, for people") String why) {}

    @Schema(name = "SeatJson")
    record HeldSeatJson(String seatId, String label, String grade, Money price) {}

    static HoldJson of(Hold hold) {
        return of(hold, null);
    }

    static HoldJson of(Hold hold, @Nullable Rung rung) {
        List<HeldSeatJson> seats = hold.seats().stream()
                .map(seat -> new HeldSeatJson(seat.id().value(), seat.label(), seat.grade(), seat.price()))
                .toList();
        return new HoldJson(
                hold.id().value(),
                seats,
                hold.fence(),
                hold.expiresAt(),
                rung == null ? null : new ChoiceJson(rung, why(rung)));
    }

    private static String why(Rung rung) {
        return switch (rung) {
            case TOGETHER -> "The nearest seats side by side that leave no single seat";
            case TOGETHER_LEAVING_SINGLE -> "The nearest seats side by side; all that are free leave a single seat";
            case NEIGHBOURING_ROWS ->
                "No row has room for all side by side: the nearest in few parts of one row or of two neighbouring rows";
            case GENERAL_ADMISSION -> "No numbered seats fit; these are in an area without numbers";
        };
    }
}
