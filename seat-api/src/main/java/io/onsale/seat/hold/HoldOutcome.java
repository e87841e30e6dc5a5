package io.onsale.seat.hold;

import io.onsale.kernel.id.SeatId;
import java.util.List;

/** What became of the wish for seats. */
public sealed interface HoldOutcome {
    /** All wanted seats, and nobody else has them. */
    record Held(Hold hold) implements HoldOutcome {}

    /** Somebody has these of the wanted seats, or they are not for sale; none is held. */
    record Taken(List<SeatId> seats) implements HoldOutcome {}

    /** No free seats fit the wish for the best ones. */
    record NoneFit() implements HoldOutcome {}

    /** The fan would have more seats of the performance than one may; other performances of its sale do not count. */
    record LimitReached(int has, int max) implements HoldOutcome {}

    /** The plan has no such seats, grade or section. */
    record Unknown(String field, List<String> names) implements HoldOutcome {}

    /** The pass is not genuine, too old, revoked, another's or for another sale. */
    record PassRefused() implements HoldOutcome {}

    /** The show has begun: nobody holds seats of it any more. */
    record PerformanceStarted() implements HoldOutcome {}

    /** The key was used for another wish. */
    record KeyReused() implements HoldOutcome {}

    record NoSuchPerformance() implements HoldOutcome {}
}
