package io.onsale.standalone.origin;

/** Who answers a path of the public origin. */
public enum Target {
    QUEUE,
    SEAT,
    TICKET,
    SIMULATOR,
    /** There is nothing at this address, as far as the public may know. */
    NOBODY
}
