package io.onsale.queue.progress;

import io.onsale.queue.line.Place;
import io.onsale.queue.line.PlaceState;
import java.util.Locale;

/**
 * What became of a place, as the scripts wrote it down.
 *
 * @param value READY: claim by, ADMITTED: the lease's end, both ms of the sale's clock; EPOCH: the epoch
 * @param reason why, e.g. {@code EXPIRED}
 * @param sinceMs when the place had come into the line
 * @param atMs when it was written, by Redis' clock
 */
public record LogEntry(Kind kind, String fan, long number, long value, String reason, long sinceMs, long atMs) {
    /** What an entry tells. */
    public enum Kind {
        READY,
        ADMITTED,
        /** A called or admitted place ended: its slot is free. */
        ENDED,
        /** A waiting place ended. */
        LEFT,
        /** Nobody sees the fan any more: the grace has begun. */
        ABSENT,
        /** Back in the line with the number of before. */
        RESTORED,
        /** The sale's capacity from here on; concerns no fan. */
        CAPACITY,
        /** From here on the line is another server's, or was lost; concerns no fan. */
        EPOCH
    }

    private static final int WORDS = 7;

    /** Reads {@code kind number value reason since_ms at_ms fan}. */
    public static LogEntry parse(String text) {
        String[] words = text.split(" ", WORDS);
        return new LogEntry(
                Kind.valueOf(words[0]),
                words[6],
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                words[3],
                Long.parseLong(words[4]),
                Long.parseLong(words[5]));
    }

    boolean concernsAFan() {
        return kind != Kind.CAPACITY && kind != Kind.EPOCH;
    }

    /** Whether the fan has joined anew behind all others, which ended this place. */
    boolean isRejoined() {
        return kind == Kind.LEFT && reason.equals("REJOINED");
    }

    /** {@code place} after this; only for a place that is meant. */
    Place after(Place place) {
        return switch (kind) {
            case READY -> in(place, PlaceState.READY, number, value);
            case ADMITTED -> in(place, PlaceState.ADMITTED, number, value);
            case ENDED, LEFT -> in(place, ending(), number, value);
            case RESTORED -> restored(place);
            case ABSENT, CAPACITY, EPOCH -> place;
        };
    }

    private Place restored(Place place) {
        return new Place(
                number == 0 ? PlaceState.LOBBY : PlaceState.WAITING,
                number,
                place.registration(),
                place.epoch(),
                place.joinedAtMs(),
                sinceMs,
                0,
                place.passId(),
                reason.equals("REENTRY") ? 1 : place.turn());
    }

    static Place in(Place place, PlaceState state, long number, long deadline) {
        return new Place(
                state,
                number,
                place.registration(),
                place.epoch(),
                place.joinedAtMs(),
                place.sinceMs(),
                deadline,
                place.passId(),
                place.turn());
    }

    private PlaceState ending() {
        return switch (reason) {
            case "SERVED" -> PlaceState.SERVED;
            case "MISSED" -> PlaceState.MISSED;
            default -> PlaceState.LEFT;
        };
    }

    /** As fans are told it: {@code served}, {@code missed}, {@code left}, {@code expired}, {@code absent}. */
    String closedReason() {
        return reason.toLowerCase(Locale.ROOT);
    }
}
