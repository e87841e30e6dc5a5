package io.onsale.queue.progress;

import io.onsale.kernel.id.SaleId;

/** What the draw of a {@code RANDOM} line gave. Answers at once. */
public interface DrawnNumbers {
    long UNKNOWN = 0;

    /**
     * The number that was drawn for {@code registration}, or {@link #UNKNOWN} as long as this node cannot tell.
     *
     * @param registrations how many are in the draw
     */
    long of(SaleId sale, long registration, long registrations);
}
