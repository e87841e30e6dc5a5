package io.onsale.queue.draw;

import io.onsale.kernel.id.SaleId;
import org.jspecify.annotations.Nullable;

/** The result of checking a published list. */
public sealed interface DrawVerdict {
    /**
     * The whole list follows from the seed.
     *
     * @param fans rows in the list
     * @param wanted the row of the requested fan; null if none was requested, or the fan is not in the list
     */
    record Proven(
            SaleId sale,
            long registrations,
            long fans,
            String commitment,
            @Nullable DrawnRow wanted) implements DrawVerdict {}

    /**
     * A rule is violated.
     *
     * @param line of the list, from 1; 0 if it concerns the whole list
     */
    record Refuted(long line, String reason) implements DrawVerdict {}

    /** One row of the list. */
    record DrawnRow(long registration, long number) {}
}
