package io.onsale.queue.place;

import io.onsale.queue.line.LineSnapshot;
import io.onsale.queue.line.Place;
import io.onsale.queue.replica.ReplicaPlace;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a fan was shown of its place, as {@code epoch-number-turn-ahead}: the id of an event and the version in an {@code ETag}. A client
 * that asks again, maybe another node, sends the latest.
 */
record PlaceVersion(long epoch, long number, int turn, long ahead) {
    private static final Pattern SHAPE = Pattern.compile("(\\d{1,18})-(\\d{1,18})-([01])-(\\d{1,18})");

    String text() {
        return epoch + "-" + number + '-' + turn + '-' + ahead;
    }

    /** The version of what is shown; empty while the order is hidden. */
    static String text(@Nullable LineSnapshot line, ReplicaPlace place, PlaceView shown) {
        return line == null || shown.number() == null || shown.ahead() == null
                ? ""
                : new PlaceVersion(line.epoch(), shown.number(), place.place().turn(), shown.ahead()).text();
    }

    /** Takes what a client says it was shown, maybe by another node: it can only lower the count of fans ahead. */
    static void apply(@Nullable String text, ReplicaPlace place) {
        PlaceVersion version = parse(text);
        if (version != null && version.isOf(place.place())) {
            place.show(version.ahead());
        }
    }

    /** Null for any text that is not one of ours: clients may send anything, and need not send it at all. */
    static @Nullable PlaceVersion parse(@Nullable String text) {
        Matcher parts = SHAPE.matcher(text == null ? "" : text);
        return parts.matches()
                ? new PlaceVersion(
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
