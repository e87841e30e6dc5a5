package io.onsale.ticket.catalogue;

import io.onsale.kernel.id.EventId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which events to list.
 *
 * @param owner whose events, in all states; null: of all sellers
 * @param viewer who sees events of their own before {@code visibleFrom}; empty: nobody
 * @param seesAll whether hidden events are listed as well
 * @param words a part of the title, the venue's name or its address; empty: any
 * @param after the last event of the previous page
 */
public record EventQuery(
        @Nullable String owner,
        String viewer,
        boolean seesAll,
        String words,
        @Nullable Stage stage,
        Instant now,
        @Nullable EventId after,
        int limit) {
    public static final int WORDS_MAX = 100; // code points; keeps the comparison with each event short

    /** How far the sale of an event is. Each event is in one of them. */
    public enum Stage {
        /** The sale has not opened. */
        UPCOMING,
        /** It is open, and a performance is still to come. */
        ONSALE,
        /** It has closed, or no performance is to come. */
        PAST
    }
}
