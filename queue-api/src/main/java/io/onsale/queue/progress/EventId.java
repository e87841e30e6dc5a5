package io.onsale.queue.progress;

import io.onsale.queue.line.Place;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a place event was about: {@code epoch-number-turn-ahead}. A client that lost its stream sends the last one. */
record EventId(long epoch, long number, int turn, long ahead) {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,18})-(\\d{1,18})-([01])-(\\d{1,18})");

    String text() {
        return epoch + "-" + number + '-' + turn + '-' + ahead;
    }

    /** Null for whatever is not one of ours: clients may send anything, and need not send it at all. */
    static @Nullable EventId parse(@Nullable String text) {
        Matcher parts = SHAPE.matcher(text == null ? "" : text);
        return parts.matches()
                ? new EventId(
                        Long.parseLong(parts.group(1)),
                        Long.parseLong(parts.group(2)),
                        Integer.parseInt(parts.group(3)),
                        Long.parseLong(parts.group(4)))
                : null;
    }

    /** What was shown of another number, or before coming back for a second turn, says nothing about this place. */
    boolean isOf(Place place) {
        return number == place.number() && turn == place.turn();
    }
}
