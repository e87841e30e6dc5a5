package io.onsale.seat.map;

import java.time.Duration;

/** Whether a fan may still get a seat, as far as this node's replica knows. */
public enum SeatChance {
    OPEN,
    /** Another fan has bought it, or holds it for more than {@link #MARGIN} from now. */
    GONE,
    /** Taken, and the replica does not know by whom. It may be the asker, who repeats a request. */
    GONE_UNLESS_OWN,
    /** The replica cannot know. */
    UNSURE;

    /** A hold that ends sooner may be over when a request arrives. */
    static final Duration MARGIN = Duration.ofSeconds(1);
}
