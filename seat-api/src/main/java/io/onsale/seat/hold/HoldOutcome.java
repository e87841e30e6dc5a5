package io.onsale.seat.hold;

import io.onsale.kernel.id.SeatId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a request for seats. */
public sealed interface HoldOutcome {
    /**
     * The fan has all wanted seats, and nobody else has any of them.
     *
     * @param rung how they were chosen; null if the fan named them
     */
    record Held(Hold hold, @Nullable Rung rung) implements HoldOutcome {}

    /** These of the wanted seats are taken or not for sale; none is held. */
    record Taken(List<SeatId> seats) implements HoldOutcome {}

    /** No free seats fit what was asked for. */
    record NoneFit() implements HoldOutcome {}

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
