package io.onsale.queue.line;

import java.util.Locale;

/**
 * One change of a place, as a script logged it.
 *
 * @param value READY: claim by, ADMITTED: the lease's end, both ms of the sale's clock; EPOCH: the epoch
 * @param reason e.g. {@code EXPIRED}
 * @param sinceMs when the place entered the line
 * @param atMs when it was logged, by Redis' clock
 */
public record LogEntry(Kind kind, String fan, long number, long value, String reason, long sinceMs, long atMs) {
    /** The kind of change. */
    public enum Kind {
        READY,
        ADMITTED,
        /** A called or admitted place ended; its slot is free. */
        ENDED,
        /** A waiting place ended. */
        LEFT,
        /** The fan has gone away; the grace period has begun. */
        ABSENT,
        /** Back in the line with its old number. */
        RESTORED,
        /** The sale's capacity from now on; concerns no fan. */
        CAPACITY,
        /** The line was lost, or is on another server from now on; concerns no fan. */
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

    public boolean concernsAFan() {
        return kind != Kind.CAPACITY && kind != Kind.EPOCH;
    }

    /** Whether the fan has joined again at the back, which ended this place. */
    public boolean isRejoined() {
        return kind == Kind.LEFT && reason.equals("REJOINED");
    }

    /** {@code place} after this change; only for the place that this entry is about. */
    public Place after(Place place) {
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

    public static Place in(Place place, PlaceState state, long number, long deadline) {
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

    /** As shown to fans: {@code served}, {@code missed}, {@code left}, {@code expired} or {@code absent}. */
    public String closedReason() {
        return reason.toLowerCase(Locale.ROOT);
    }
}
