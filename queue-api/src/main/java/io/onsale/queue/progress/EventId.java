package io.onsale.queue.progress;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a place event was about: {@code epoch-number-ahead}. A client that lost its stream sends the last one. */
record EventId(long epoch, long number, long ahead) {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,18})-(\\d{1,18})-(\\d{1,18})");

    String text() {
        return epoch + "-" + number + '-' + ahead;
    }

    /** Null for whatever is not one of ours: clients may send anything, and need not send it at all. */
    static @Nullable EventId parse(@Nullable String text) {
        Matcher parts = SHAPE.matcher(text == null ? "" : text);
        return parts.matches()
                ? new EventId(
                        Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), Long.parseLong(parts.group(3)))
                : null;
    }
}
