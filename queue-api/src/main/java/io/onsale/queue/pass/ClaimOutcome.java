package io.onsale.queue.pass;

import io.onsale.queue.line.PlaceState;
import java.time.Instant;

/** What became of a claim. */
public sealed interface ClaimOutcome {
    /** The fan is admitted; the same id and end for each claim of the same place. */
    record Admitted(String passId, Instant expiresAt) implements ClaimOutcome {}

    /** It is not the fan's turn, or not any more. */
    record NotReady(PlaceState state) implements ClaimOutcome {}

    /** The fan has no place in this line. */
    record NotInLine() implements ClaimOutcome {}
}
