package io.onsale.audit;

import org.jspecify.annotations.Nullable;

/**
 * An entry of a sale's admission log, in the order in which the scripts wrote them.
 *
 * @param number the fan's number; null where the entry is about no fan
 * @param value the new capacity of a {@link AdmissionKind#CAPACITY} entry
 */
record AdmissionEntry(
        String sale,
        String entry,
        @Nullable String fan,
        @Nullable Long number,
        AdmissionKind kind,
        @Nullable String reason,
        @Nullable Long value) {
    enum AdmissionKind {
        /** The fan was called; occupies a slot from here on. */
        READY,
        /** The fan has claimed the pass; the same slot. */
        ADMITTED,
        /** The slot was freed, for any reason. */
        ENDED,
        /** The fan left the line without having been called; had no slot. */
        LEFT,
        /** The fan is back in the line with the old number: by its receipt after a loss, or after a missed turn. */
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
                + (value == null || kind != AdmissionKind.CAPACITY ? "" : " " + value)
                + (reason == null || reason.isEmpty() ? "" : " (" + reason + ")");
    }
}
