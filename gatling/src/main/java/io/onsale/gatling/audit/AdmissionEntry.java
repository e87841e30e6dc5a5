package io.onsale.gatling.audit;

import org.jspecify.annotations.Nullable;

/**
 * A line of a sale's admission log, in the order in which the scripts wrote it.
 *
 * @param number the fan's number; null where the entry is about no fan
 * @param value the new capacity of a {@link Kind#CAPACITY} entry
 */
record AdmissionEntry(
        String sale,
        String entry,
        @Nullable String fan,
        @Nullable Long number,
        Kind kind,
        @Nullable String reason,
        @Nullable Long value) {
    enum Kind {
        /** Told that it may come in; occupies a slot from here on. */
        READY,
        /** Has claimed its pass; the same slot. */
        ADMITTED,
        /** Gave its slot back, for whatever reason. */
        ENDED,
        /** Left the line without having been called; had no slot. */
        LEFT,
        /** Back in the line with the number of before: by its receipt after a loss, or after a missed turn. */
        RESTORED,
        /** The line was lost, or may have lost its newest writes; who is inside is listed again after it. */
        EPOCH,
        /** The sale's capacity is {@code value} from here on. */
        CAPACITY
    }

    @Override
    public String toString() {
        return entry + " " + kind
                + (fan == null ? "" : " fan " + fan + " number " + number)
                + (value == null || kind != Kind.CAPACITY ? "" : " " + value)
                + (reason == null || reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
