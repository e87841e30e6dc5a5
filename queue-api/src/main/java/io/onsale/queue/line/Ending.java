package io.onsale.queue.line;

/** Why a place ends by request. */
public enum Ending {
    /** The fan goes; ends any place. */
    LEFT,
    /** The fan has bought; ends only a called or admitted place. */
    SERVED
}
