package io.onsale.queue.draw;

import io.onsale.kernel.id.SaleId;
import org.jspecify.annotations.Nullable;

/**
 * The permanent facts of a draw.
 *
 * @param registrations how many registrations take part; null until the opening
 * @param drawn numbers up to this one are in the line
 * @param listed rows of the list
 */
public record DrawRecord(
        SaleId sale, DrawSeed seed, @Nullable Long registrations, long drawn, long listed) {
    /** Whether all numbers are in the line, so that the list is complete. */
    public boolean isComplete() {
        return registrations != null && drawn == registrations;
    }

    /** Null until the opening, because it cannot be known before. */
    @Nullable
    Draw draw() {
        return registrations == null ? null : new Draw(seed, sale, registrations);
    }
}
