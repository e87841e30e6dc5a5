package io.onsale.queue.pass;

import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import java.time.Instant;

/** The result of claiming a pass. */
public sealed interface ClaimOutcome {
    /**
     * The fan is admitted; each claim of the same place has the same pass id. {@code expiresAt} is later than in the previous claim if the sale
     * was paused since, or a pending booking extended the lease.
     */
    record Admitted(Place place, Instant expiresAt) implements ClaimOutcome {}

    /** It is not the fan's turn yet, or no longer. */
    record NotReady(PlaceState state) implements ClaimOutcome {}

    /** The fan has no place in this line. */
    record NotInLine() implements ClaimOutcome {}

    /** The sale is over; {@code message} is the operator's reason or empty. */
    record Closed(String message) implements ClaimOutcome {}
}
