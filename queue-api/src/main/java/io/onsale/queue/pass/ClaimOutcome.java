package io.onsale.queue.pass;

import io.onsale.queue.line.PlaceState;
import java.time.Instant;

/** What became of a claim. */
public sealed interface ClaimOutcome {
    /**
     * The fan is admitted; the same for each claim of the same place, but for the end, which a booking or a pause may move.
     *
     * @param since when the fan came into the line with this place, by the line's clock
     */
    record Admitted(String passId, Instant since, Instant expiresAt) implements ClaimOutcome {}

    /** It is not the fan's turn, or not any more. */
    record NotReady(PlaceState state) implements ClaimOutcome {}

    /** The fan has no place in this line. */
    record NotInLine() implements ClaimOutcome {}
}
