package io.onsale.queue.progress;

import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import java.util.Locale;

/**
 * What became of a place, as the scripts wrote it down.
 *
 * @param valueMs READY: claim by; ADMITTED: the lease's end
 * @param reason why it ended, e.g. {@code EXPIRED}
 */
public record LogEntry(Kind kind, String fan, long number, long valueMs, String reason) {
    /** What an entry tells. */
    public enum Kind {
        READY,
        ADMITTED,
        /** A called or admitted place ended: its slot is free. */
        ENDED,
        /** A waiting place ended. */
        LEFT,
        /** The sale's capacity from here on; concerns no fan. */
        CAPACITY
    }

    /** Reads {@code kind number value reason fan}. */
    public static LogEntry parse(String text) {
        String[] words = text.split(" ", 5);
        return new LogEntry(
                Kind.valueOf(words[0]), words[4], Long.parseLong(words[1]), Long.parseLong(words[2]), words[3]);
    }

    /** {@code place} after this; only for a place of this number. */
    Place after(Place place) {
        return switch (kind) {
            case READY -> place.in(PlaceState.READY, valueMs);
            case ADMITTED -> place.in(PlaceState.ADMITTED, valueMs);
            case ENDED, LEFT -> place.in(ending(), 0);
            case CAPACITY -> place;
        };
    }

    private PlaceState ending() {
        return switch (reason) {
            case "SERVED" -> PlaceState.SERVED;
            case "MISSED" -> PlaceState.MISSED;
            default -> PlaceState.LEFT;
        };
    }

    /** As fans are told it: {@code served}, {@code missed}, {@code left}, {@code expired}. */
    String closedReason() {
        return reason.toLowerCase(Locale.ROOT);
    }
}
