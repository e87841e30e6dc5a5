package io.onsale.seat.hold;

import java.time.Duration;

/** How long a new hold lasts, and why. */
public record HeldFor(Duration time, Cause cause) {
    /** In the order of the script's numbers. */
    public enum Cause {
        USUAL,
        /** The fan has let too many holds go unbooked. */
        UNBOOKED_HOLDS,
        /** The fan's place in the line ends soon. */
        PLACE_ENDS,
        /** As long as the hold that was given for it. */
        EXCHANGED
    }
}
