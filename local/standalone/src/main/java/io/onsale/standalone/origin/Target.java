package io.onsale.standalone.origin;

/** The part that answers a path of the public origin. */
public enum Target {
    QUEUE,
    SEAT,
    TICKET,
    SIMULATOR,
    /** No service's: a page, or nothing. */
    PAGES
}
