package io.onsale.seat.hold;

import io.onsale.kernel.id.SeatId;
import io.onsale.seat.hold.HoldOutcome.NoneFit;
import io.onsale.seat.hold.HoldOutcome.Shortage;
import io.onsale.seat.hold.HoldOutcome.Taken;
import io.onsale.seat.hold.Wanted.AreaSeats;
import io.onsale.seat.hold.Wanted.BestSeats;
import io.onsale.seat.map.SeatChance;
import io.onsale.seat.map.SeatMap;
import io.onsale.seat.plan.GeneralAdmission;
import io.onsale.seat.plan.HallSeat;
import io.onsale.seat.plan.RankedRun;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what this node's replica knows to be gone: in a sell-out most wishes are for such seats, and Redis need not be asked. Seats that may be
 * the fan's own are left to Redis, because the request may be a repeat of the one that has them.
 */
final class KnownGone {
    /** How old the replica may be; it is refreshed every 100 ms. */
    private static final Duration FRESH = Duration.ofMillis(200);

    private final Clock clock;

    KnownGone(Clock clock) {
        this.clock = clock;
    }

    /** Null if Redis must decide. */
    @Nullable
    HoldOutcome refusal(SeatMap map, NewHold newHold, Wanted wanted) {
        Instant now = clock.instant();
        Instant asOf = map.asOf();
        boolean isFresh = !asOf.isBefore(now.minus(FRESH));
        boolean hasStarted = !newHold.performance().startsAt().isAfter(now);
        return isFresh && !hasStarted && wanted.replaces() == null
                ? new View(map, newHold, now).refusal(wanted, asOf)
                : null;
    }

    /** The replica as one fan sees it at one moment. */
    private record View(SeatMap map, NewHold newHold, Instant now) {
        @Nullable
        HoldOutcome refusal(Wanted wanted, Instant asOf) {
            List<Shortage> shortages = new ArrayList<>(0);
            for (AreaSeats part : wanted.inAreas()) {
                int left = left(part.area(), part.quantity());
                if (left < part.quantity()) {
                    shortages.add(new Shortage(part.area().id(), left));
                }
            }
            boolean isOneGone = wanted.seats().stream().anyMatch(seat -> isGone(seat.index()));
            if (isOneGone || !shortages.isEmpty()) {
                return new Taken(taken(wanted.seats()), shortages, asOf);
            }
            return wanted.best() == null || mayFit(wanted.best()) ? null : new NoneFit(asOf);
        }

        /** Those that are gone, and those that are taken at the moment. */
        private List<SeatId> taken(List<HallSeat> seats) {
            return seats.stream()
                    .filter(seat -> map.chance(seat.index(), newHold.fan(), now) != SeatChance.OPEN)
                    .map(HallSeat::id)
                    .toList();
        }

        private boolean isGone(int index) {
            return switch (map.chance(index, newHold.fan(), now)) {
                case OPEN, UNSURE -> false;
                case GONE -> true;
                case GONE_UNLESS_OWN -> newHold.key().isEmpty(); // without a key there are no repeats
            };
        }

        private boolean mayFit(BestSeats best) {
            int found = 0;
            for (RankedRun run : best.runs()) {
                found += map.notGone(run.first(), run.length(), newHold.fan(), now, best.quantity() - found);
                if (found >= best.quantity()) {
                    return true;
                }
            }
            return best.areas().stream().anyMatch(area -> left(area, best.quantity()) >= best.quantity());
        }

        private int left(GeneralAdmission area, int enough) {
            return map.notGone(area.first(), area.capacity(), newHold.fan(), now, enough);
        }
    }
}
