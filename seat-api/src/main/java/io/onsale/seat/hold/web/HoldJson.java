package io.onsale.seat.hold.web;

import io.onsale.kernel.money.Money;
import io.onsale.seat.hold.HeldFor;
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
        ChoiceJson best,

        @Schema(description = "how long a new hold lasts, and why; null when the hold is read later") @Nullable
        HeldForJson heldFor) {
    @Schema(name = "HeldFor")
    record HeldForJson(
            @Schema(description = "by the sale's clock, which stands still while the sale is paused")
            long seconds,

            HeldFor.Cause cause,
            @Schema(description = "the reason, for people") String why) {}

    @Schema(name = "BestChoice")
    record ChoiceJson(
            Rung rung,
            @Schema(description = "the reason, for people") String why) {}

    @Schema(name = "SeatJson")
    record HeldSeatJson(String seatId, String label, String grade, Money price) {}

    static HoldJson of(Hold hold) {
        return of(hold, null, null);
    }

    static HoldJson of(Hold hold, @Nullable Rung rung, @Nullable HeldFor heldFor) {
        List<HeldSeatJson> seats = hold.seats().stream()
                .map(seat -> new HeldSeatJson(seat.id().value(), seat.label(), seat.grade(), seat.price()))
                .toList();
        return new HoldJson(
                hold.id().value(),
                seats,
                hold.fence(),
                hold.expiresAt(),
                rung == null ? null : new ChoiceJson(rung, why(rung)),
                heldFor == null ? null : heldFor(heldFor));
    }

    private static HeldForJson heldFor(HeldFor heldFor) {
        return new HeldForJson(heldFor.time().toSeconds(), heldFor.cause(), why(heldFor.cause()));
    }

    private static String why(HeldFor.Cause cause) {
        return switch (cause) {
            case USUAL -> "As long as every hold";
            case UNBOOKED_HOLDS ->
                "You have let several holds go without a booking; each one more halves the time of the next, until some minutes have passed";
            case PLACE_ENDS -> "Your time inside ends";
            case EXCHANGED -> "Until the hold that you gave for it would have ended";
        };
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
