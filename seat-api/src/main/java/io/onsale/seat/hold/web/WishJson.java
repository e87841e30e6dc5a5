package io.onsale.seat.hold.web;

import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.hold.Wish;
import io.onsale.seat.hold.Wish.BestAvailable;
import io.onsale.seat.hold.Wish.Chosen;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a request for seats: exactly one of the two. */
@Schema(name = "HoldRequest", description = "Exactly one of seatIds and bestAvailable")
record WishJson(
        @Schema(description = "1 to 8 distinct seats of the plan") @Nullable
        List<@Nullable String> seatIds,

        @Schema(description = "let us choose: side by side where possible, and near the focal point of the plan")
        @Nullable
        BestJson bestAvailable) {
    @Schema(name = "BestAvailable")
    record BestJson(
            @Schema(minimum = "1", maximum = "8") int quantity,

            @Schema(description = "a grade's name") @Nullable
            String grade,

            @Schema(description = "a zone's name") @Nullable String section,

            @Schema(
                    description =
                            "true: only accessible seats and those beside them; these are never chosen otherwise; null: false")
            @Nullable
            Boolean accessible) {}

    private static final String QUANTITY = "must be 1 to " + SeatHolds.SEATS_MAX;

    /** Parses, or throws the problem that it has. */
    Wish toWish() {
        if (seatIds != null && bestAvailable == null) {
            return new Chosen(chosen(seatIds));
        }
        if (bestAvailable != null && seatIds == null) {
            if (bestAvailable.quantity() < 1 || bestAvailable.quantity() > SeatHolds.SEATS_MAX) {
                throw invalid("bestAvailable.quantity", QUANTITY);
            }
            return new BestAvailable(
                    bestAvailable.quantity(),
                    bestAvailable.grade(),
                    bestAvailable.section(),
                    Boolean.TRUE.equals(bestAvailable.accessible()));
        }
        throw new ProblemException(
                Problem.of(ProblemType.VALIDATION_FAILED, "Send exactly one of seatIds and bestAvailable"));
    }

    private static List<SeatId> chosen(List<@Nullable String> texts) {
        if (texts.isEmpty() || texts.size() > SeatHolds.SEATS_MAX) {
            throw invalid("seatIds", QUANTITY);
        }
        List<SeatId> seats = new ArrayList<>(texts.size());
        for (String text : texts) {
            if (text == null) {
                throw invalid("seatIds", "must not contain null");
            }
            seats.add(new SeatId(text));
        }
        if (seats.size() > 1 && new HashSet<>(seats).size() < seats.size()) {
            throw invalid("seatIds", "must be distinct");
        }
        return seats;
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(Problem.invalid(field, message));
    }
}
