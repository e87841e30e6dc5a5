package io.onsale.queue.line;

/**
 * The state of a place. For one number and turn it only moves down this list, so of two reports of the same place the one with the later state
 * is the newer one, in whatever order they arrive.
 */
public enum PlaceState {
    /** Registered in a line whose order is not drawn yet; without a number. */
    LOBBY,
    /** Waiting for its turn; shown as {@code LOBBY} before the sale opens. */
    WAITING,
    /** Called: the pass can be claimed until the deadline. */
    READY,
    /** Has a pass until the deadline. */
    ADMITTED,
    /** Given up by the fan, lost by absence, or ended by an expired lease. */
    LEFT,
    /** Called, and not claimed in time; the fan may return once, near the front, until the deadline. */
    MISSED,
    /** The fan has bought. */
    SERVED;

    /** Whether the place waits or takes a slot. */
    public boolean isLive() {
        return this == READY || this == ADMITTED || isWaiting();
    }

    /** Whether its turn has not come yet. */
    public boolean isWaiting() {
        return this == LOBBY || this == WAITING;
    }
}
