package io.onsale.seat.hold.web;

import io.onsale.kernel.id.HoldId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SeatId;
import io.onsale.kernel.problem.ProblemType;
import io.onsale.seat.hold.SeatHolds;
import io.onsale.seat.hold.Wish;
import io.onsale.seat.hold.Wish.BestAvailable;
import io.onsale.seat.hold.Wish.InArea;
import io.onsale.service.web.Problem;
import io.onsale.service.web.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of a request for seats: any of three ways to name them, together. */
@Schema(
        name = "HoldRequest",
        description =
                "At least one of seatIds, generalAdmission and bestAvailable; together 1 to 8 seats, of which you get all or none")
record WishJson(
        @Schema(description = "1 to 8 distinct seats of the plan") @Nullable
        List<@Nullable String> seatIds,

        @Schema(description = "any seats of these general-admission areas, each named once") @Nullable
        List<@Nullable AreaJson> generalAdmission,

        @Schema(description = "let us choose: side by side where possible, and near the focal point of the plan")
        @Nullable
        BestJson bestAvailable,

        @Schema(
                description =
                        "the id of a live hold of yours, whose seats you give for the new ones in one step: if those cannot be had you keep it. "
                                + "The new hold ends when that one would have")
        @Nullable
        String replaces) {
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
            Boolean accessible,

            @Schema(
                    description =
                            "true: seats of one general-admission area will do if no numbered ones fit; null: false, unless section names the area")
            @Nullable
            Boolean generalAdmission) {}

    @Schema(name = "GeneralAdmissionWish")
    record AreaJson(
            @Schema(description = "the area's id") String area,
            @Schema(minimum = "1", maximum = "8") int quantity) {}

    private static final String NO_NULL = "must not contain null";
    private static final String QUANTITY = "must be 1 to " + SeatHolds.SEATS_MAX;

    /** Parses, or throws the problem that it has. */
    Wish toWish(String performanceId) {
        if (seatIds == null && generalAdmission == null && bestAvailable == null) {
            throw new ProblemException(Problem.of(
                    ProblemType.VALIDATION_FAILED, "Send at least one of seatIds, generalAdmission and bestAvailable"));
        }
        Wish wish = new Wish(
                seatIds == null ? List.of() : chosen(seatIds),
                generalAdmission == null ? List.of() : inAreas(generalAdmission),
                bestAvailable == null ? null : best(bestAvailable),
                replaces == null ? null : hold(replaces, performanceId));
        if (wish.count() > SeatHolds.SEATS_MAX) {
            throw new ProblemException(Problem.of(
                    ProblemType.VALIDATION_FAILED, "One hold has at most " + SeatHolds.SEATS_MAX + " seats"));
        }
        return wish;
    }

    private static HoldId hold(String text, String performanceId) {
        HoldId hold = HoldId.parse(text);
        if (!hold.performance().equals(new PerformanceId(performanceId))) {
            throw invalid("replaces", "must be a hold of this performance");
        }
        return hold;
    }

    private static BestAvailable best(BestJson best) {
        requireQuantity("bestAvailable.quantity", best.quantity());
        return new BestAvailable(
                best.quantity(),
                best.grade(),
                best.section(),
                Boolean.TRUE.equals(best.accessible()),
                Boolean.TRUE.equals(best.generalAdmission()));
    }

    private static List<SeatId> chosen(List<@Nullable String> texts) {
        requireQuantity("seatIds", texts.size());
        return distinct("seatIds", texts).stream().map(SeatId::new).toList();
    }

    private static List<InArea> inAreas(List<@Nullable AreaJson> parts) {
        requireQuantity("generalAdmission", parts.size());
        List<@Nullable String> names = new ArrayList<>(parts.size());
        List<InArea> areas = new ArrayList<>(parts.size());
        for (AreaJson part : parts) {
            if (part == null) {
                throw invalid("generalAdmission", NO_NULL);
            }
            requireQuantity("generalAdmission.quantity", part.quantity());
            names.add(part.area());
            areas.add(new InArea(part.area(), part.quantity()));
        }
        distinct("generalAdmission", names);
        return areas;
    }

    private static void requireQuantity(String field, int quantity) {
        if (quantity < 1 || quantity > SeatHolds.SEATS_MAX) {
            throw invalid(field, QUANTITY);
        }
    }

    private static List<String> distinct(String field, List<@Nullable String> names) {
        Set<String> distinct = new LinkedHashSet<>();
        for (String name : names) {
            if (name == null) {
                throw invalid(field, NO_NULL);
            }
            if (!distinct.add(name)) {
                throw invalid(field, "must be distinct");
            }
        }
        return List.copyOf(distinct);
    }

    private static ProblemException invalid(String field, String message) {
        return new ProblemException(Problem.invalid(field, message));
    }
}
