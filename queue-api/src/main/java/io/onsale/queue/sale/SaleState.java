package io.onsale.queue.sale;

/** The state of a sale, as operators set it. */
public enum SaleState {
    /** Runs by its times. */
    RUNNING,
    /** No fan is called and no deadline passes; joining continues. */
    PAUSED,
    /** No fan can join any more; those in the line are still called. */
    DRAINING,
    /** Over. Permanent, unless all seats are sold: then the sale runs again when seats come back. */
    CLOSED
}
