package io.onsale.seat.hold;

import io.onsale.kernel.id.SeatId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a request for seats. */
public sealed interface HoldOutcome {
    /**
     * The fan has all wanted seats, and nobody else has any of them.
     *
     * @param rung how they were chosen; null if the fan named them
     */
    record Held(Hold hold, @Nullable Rung rung, HeldFor heldFor) implements HoldOutcome {}

    /**
     * Nothing is held.
     *
     * @param seats those of the asked seats that are taken or not for sale
     * @param areas those of the asked areas that have too few seats left
     * @param asOf when this was so, if this node's replica answers and nothing is kept for a repeat; null: now
     */
    record Taken(
            List<SeatId> seats,
            List<Shortage> areas,
            @Nullable Instant asOf) implements HoldOutcome {
        public Taken(List<SeatId> seats) {
            this(seats, List.of());
        }

        public Taken(List<SeatId> seats, List<Shortage> areas) {
            this(seats, areas, null);
        }
    }

    /** @param left fewer than were asked for */
    record Shortage(String area, int left) {}

    /**
     * The asked seats would leave single ones, which few people can use, though others of their row would not; none is held.
     *
     * @param singles which would be left
     * @param instead as many seats: in each such row the nearest side by side that leave none, and the others as asked
     */
    record LeavesSingle(List<SeatId> singles, List<SeatId> instead) implements HoldOutcome {}

    /** The hold that was to be replaced is over, reserved or another fan's; none is held. */
    record NoHoldToReplace() implements HoldOutcome {}

    /**
     * No free seats fit what was asked for.
     *
     * @param asOf as above
     */
    record NoneFit(@Nullable Instant asOf) implements HoldOutcome {
        public NoneFit() {
            this(null);
        }
    }

    /** The fan would have more seats of the sale than allowed, over all its performances. */
    record LimitReached(int has, int max) implements HoldOutcome {}

    /** The plan has no such seats, grade or section. */
    record Unknown(String field, List<String> names) implements HoldOutcome {}

    /** The pass is missing, not genuine, expired, revoked, another fan's or for another sale. */
    record PassRefused() implements HoldOutcome {}

    /** The show has begun: its seats can no longer be held. */
    record PerformanceStarted() implements HoldOutcome {}

    /** It does not take place. */
    record PerformanceCancelled() implements HoldOutcome {}

    /** The key was used for a different request. */
    record KeyReused() implements HoldOutcome {}

    record NoSuchPerformance() implements HoldOutcome {}
}
