package io.onsale.queue.sale;

/** What the operators let a sale do. */
public enum SaleState {
    /** As its times say. */
    RUNNING,
    /** Nobody is called, nobody's time runs out; joining goes on. */
    PAUSED,
    /** Nobody joins any more; who is in the line is still called. */
    DRAINING,
    /** Over. Final, unless it is because all seats are sold: then the sale runs again when seats come back. */
    CLOSED
}
