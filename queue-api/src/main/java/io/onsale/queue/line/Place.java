package io.onsale.queue.line;

/**
 * A fan's place in the line of one sale.
 *
 * @param number from 1, unique in the sale, never changes; 0 in state LOBBY
 * @param registration the number given at joining; the same as {@code number} unless that one was drawn
 * @param epoch of the line when the place was given or restored
 * @param joinedAtMs by Redis' clock, ms since 1970; constant for this place, so it also distinguishes two places of the same fan
 * @param sinceMs when it last entered the line (joined, restored, or returned after a missed turn), ms since 1970
 * @param deadline READY: claim by; ADMITTED: the lease's end; MISSED: may return until; otherwise 0. In ms of the sale's clock, which stands
 *     still while the sale is paused
 * @param passId of the pass while ADMITTED, otherwise {@code -}
 * @param turn 0, or 1 after the fan has returned once after a missed turn
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

    /** Used instead of {@code joinedAtMs}: any place that the fan has. */
    public static final long ANY = 0;

    private static final String NO_PASS = "-";

    /** Parses a place as the scripts write it. */
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
                words[7].equals(NO_PASS) ? NO_PASS : words[7], // most have none, so they share one string
                Integer.parseInt(words[8]));
    }

    /** The same place in its next state. */
    public Place in(PlaceState next, long nextDeadline) {
        return new Place(next, number, registration, epoch, joinedAtMs, sinceMs, nextDeadline, passId, turn);
    }
}
