package io.onsale.queue.line;

/**
 * A fan's place in the line of one sale.
 *
 * @param number from 1; unique in the sale and final
 * @param epoch of the line in which the number was given
 * @param joinedAtMs by Redis' clock, ms since 1970
 * @param deadlineMs READY: claim by; ADMITTED: the lease's end; ms since 1970; else 0
 * @param passId of the pass while ADMITTED, else {@code -}
 */
public record Place(PlaceState state, long number, long epoch, long joinedAtMs, long deadlineMs, String passId) {

    /** Reads what the scripts write: {@code state number epoch joined_at_ms deadline_ms pass extensions}. */
    public static Place parse(String text) {
        String[] words = text.split(" ", 7);
        return new Place(
                PlaceState.valueOf(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]),
                words[5]);
    }

    /** The same place, a step on. */
    public Place in(PlaceState next, long nextDeadlineMs) {
        return new Place(next, number, epoch, joinedAtMs, nextDeadlineMs, passId);
    }
}
