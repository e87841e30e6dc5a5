package io.onsale.seat.map;

import java.time.Duration;

/** What a fan who asks for a seat may expect, by this node's replica. */
public enum SeatChance {
    OPEN,
    /** Another fan has it, for good or for longer than a moment more. */
    GONE,
    /** Taken, by nobody knows whom: it may be the asker, who repeats a request. */
    GONE_UNLESS_OWN,
    /** The replica cannot know. */
    UNSURE;

    /** A hold that ends sooner may be over when a request arrives. */
    static final Duration MARGIN = Duration.ofSeconds(1);
}
