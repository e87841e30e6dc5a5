package io.onsale.seat.hold;

import io.onsale.kernel.id.SeatId;
import io.onsale.seat.hold.HoldOutcome.Unknown;
import io.onsale.seat.hold.Wanted.AreaSeats;
import io.onsale.seat.hold.Wanted.BestSeats;
import io.onsale.seat.hold.Wish.BestAvailable;
import io.onsale.seat.hold.Wish.InArea;
import io.onsale.seat.plan.GeneralAdmission;
import io.onsale.seat.plan.Hall;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.RankedRun;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what a wish names in a hall's plan. */
final class WishOnPlan {
    /** What was found. */
    sealed interface Reading {
        record Found(Wanted wanted) implements Reading {}

        record Missing(Unknown unknown) implements Reading {}
    }

    private final Hall hall;
    private final Wish wish;
    private final boolean mayLeaveSingle;

    private WishOnPlan(Hall hall, Wish wish, boolean mayLeaveSingle) {
        this.hall = hall;
        this.wish = wish;
        this.mayLeaveSingle = mayLeaveSingle;
    }

    /** @param mayLeaveSingle whether asked seats may leave single ones though others of their row would not */
    static Reading read(Hall hall, Wish wish, boolean mayLeaveSingle) {
        return new WishOnPlan(hall, wish, mayLeaveSingle).read();
    }

    private Reading read() {
        List<HallSeat> seats = new ArrayList<>(wish.seats().size());
        List<AreaSeats> inAreas = new ArrayList<>(wish.inAreas().size());
        List<String> unknown = new ArrayList<>(0);
        for (SeatId id : wish.seats()) {
            HallSeat seat = hall.findSeat(id);
            add(seats, seat, unknown, id.value());
        }
        if (!unknown.isEmpty()) {
            return missing("seatIds", unknown);
        }
        for (InArea part : wish.inAreas()) {
            GeneralAdmission area = hall.findArea(part.area());
            add(inAreas, area == null ? null : new AreaSeats(area, part.quantity()), unknown, part.area());
        }
        if (!unknown.isEmpty()) {
            return missing("generalAdmission", unknown);
        }
        return read(seats, inAreas, wish.best());
    }

    private Reading read(List<HallSeat> seats, List<AreaSeats> inAreas, @Nullable BestAvailable best) {
        if (best != null && best.grade() != null && !hall.hasGrade(best.grade())) {
            return missing("bestAvailable.grade", List.of(best.grade()));
        }
        if (best != null && best.section() != null && !hall.hasSection(best.section())) {
            return missing("bestAvailable.section", List.of(best.section()));
        }
        return new Reading.Found(new Wanted(
                seats,
                inAreas,
                best == null ? null : best(best),
                mayLeaveSingle ? List.of() : rows(seats),
                wish.replaces()));
    }

    private BestSeats best(BestAvailable best) {
        List<GeneralAdmission> areas = best.accessible()
                ? List.of()
                : hall.generalAdmissions().stream()
                        .filter(area -> isWanted(area, best))
                        .toList();
        return new BestSeats(best.quantity(), BestRuns.fitting(hall.ranked(), best), areas, true);
    }

    /** Who names the area's section asks for it; otherwise it is a replacement for seats, which not everybody wants. */
    private static boolean isWanted(GeneralAdmission area, BestAvailable best) {
        boolean isNamed = area.name().equals(best.section());
        return (isNamed || best.generalAdmission() && best.section() == null)
                && (best.grade() == null || best.grade().equals(area.grade()));
    }

    private List<List<RankedRun>> rows(List<HallSeat> seats) {
        return seats.stream()
                .map(seat -> hall.runsBeside(seat.index()))
                .filter(runs -> !runs.isEmpty())
                .distinct()
                .toList();
    }

    private static <T> void add(List<T> found, @Nullable T part, List<String> unknown, String name) {
        if (part == null) {
            unknown.add(name);
        } else {
            found.add(part);
        }
    }

    private static Reading missing(String field, List<String> names) {
        return new Reading.Missing(new Unknown(field, names));
    }
}
