package io.onsale.queue.sale;

/** What joining again does to who waits. */
public enum Refresh {
    /** Nothing: the place stays. */
    KEEP,
    /** A new number behind all others, unless it is the same request again (same {@code Idempotency-Key}). */
    TO_BACK
}
