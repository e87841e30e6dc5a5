package io.onsale.queue.draw;

import io.onsale.kernel.id.SaleId;
import org.jspecify.annotations.Nullable;

/** What a check of a published list came to. */
public sealed interface DrawVerdict {
    /**
     * Everything follows from the seed.
     *
     * @param fans rows in the list
     * @param wanted the row of the fan who was asked for; null if nobody was, or the fan is not in the list
     */
    record Proven(
            SaleId sale,
            long registrations,
            long fans,
            String commitment,
            @Nullable DrawnRow wanted) implements DrawVerdict {}

    /**
     * Something does not hold.
     *
     * @param line of the list, from 1; 0 if it is about the whole
     */
    record Refuted(long line, String reason) implements DrawVerdict {}

    /** Who was where: a line of the list. */
    record DrawnRow(long registration, long number) {}
}
