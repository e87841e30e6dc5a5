package io.onsale.queue.pass;

import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import java.time.Instant;

/** What became of a claim. */
public sealed interface ClaimOutcome {
    /**
     * The fan is admitted; the same pass id for each claim of the same place. {@code expiresAt} is later by what the sale was paused, or
     * by a pending booking, since the claim before.
     */
    record Admitted(Place place, Instant expiresAt) implements ClaimOutcome {}

    /** It is not the fan's turn, or not any more. */
    record NotReady(PlaceState state) implements ClaimOutcome {}

    /** The fan has no place in this line. */
    record NotInLine() implements ClaimOutcome {}

    /** The sale is over; {@code message} is the operator's reason or empty. */
    record Closed(String message) implements ClaimOutcome {}
}
