package io.onsale.queue.sale;

/** What happens to a waiting fan who joins again. */
public enum Refresh {
    /** The fan keeps the place. */
    KEEP,
    /** The fan gets a new number behind all others, unless the request is repeated (same {@code Idempotency-Key}). */
    TO_BACK
}
