package io.onsale.queue.line;

/**
 * A fan's place in the line of one sale.
 *
 * @param number from 1, unique in the sale and final; 0 in a LOBBY
 * @param registration the number that was given at joining; the same as {@code number} unless that was drawn
 * @param epoch of the line in which the place was given or restored
 * @param joinedAtMs by Redis' clock, ms since 1970; stays as long as the fan has this place, so it also tells two places of a fan apart
 * @param sinceMs when it last entered the line: joined, restored, come back after a missed turn; ms since 1970
 * @param deadline READY: claim by; ADMITTED: the lease's end; MISSED: may come back until; in ms of the sale's clock, which stands
 *     still while the sale is paused; else 0
 * @param passId of the pass while ADMITTED, else {@code -}
 * @param turn 0, or 1 after it has come back once
 */
public record Place(
        PlaceState state,
        long number,
        long registration,
        long epoch,
        long joinedAtMs,
        long sinceMs,
        long deadline,
        String passId,
        int turn) {

    /** In the place of {@code joinedAtMs}: whichever place the fan has. */
    public static final long ANY = 0;

    private static final String NO_PASS = "-";

    /** Reads what the scripts write. */
    public static Place parse(String text) {
        String[] words = text.split(" ", 11);
        return new Place(
                PlaceState.valueOf(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                Long.parseLong(words[5]),
                Long.parseLong(words[6]),
                words[7].equals(NO_PASS) ? NO_PASS : words[7], // most have none: one text for all
                Integer.parseInt(words[8]));
    }

    /** The same place, a step on. */
    public Place in(PlaceState next, long nextDeadline) {
        return new Place(next, number, registration, epoch, joinedAtMs, sinceMs, nextDeadline, passId, turn);
    }
}
