package io.onsale.queue.draw;

import io.onsale.kernel.id.SaleId;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a draw for good.
 *
 * @param registrations how many are drawn from; null until the opening
 * @param drawn numbers up to here have gone to the line
 * @param listed rows of the list
 */
public record DrawRecord(
        SaleId sale, DrawSeed seed, @Nullable Long registrations, long drawn, long listed) {
    /** Whether all numbers have gone to the line, so that the list is whole. */
    public boolean isComplete() {
        return registrations != null && drawn == registrations;
    }

    /** Null until the opening: nobody can know it before. */
    @Nullable
    Draw draw() {
        return registrations == null ? null : new Draw(seed, sale, registrations);
    }
}
