package io.onsale.queue.line;

/** Why a place is ended by request. */
public enum Ending {
    /** The fan gives it up; ends any place. */
    LEFT,
    /** The fan has bought; ends only a called or admitted place. */
    SERVED
}
