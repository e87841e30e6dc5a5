package io.onsale.queue.line;

/**
 * Where a place stands. For one number and turn it only moves down this list, so of two reports of the same place the later state is
 * the newer one, whatever order they come in.
 */
public enum PlaceState {
    /** Registered in a line whose order is still to be drawn; without a number. */
    LOBBY,
    /** Waiting for its turn; shown as {@code LOBBY} before the sale opens. */
    WAITING,
    /** Called: the pass can be claimed until the deadline. */
    READY,
    /** Has a pass until the deadline. */
    ADMITTED,
    /** Given up by the fan, gone without a word, or the lease ran out. */
    LEFT,
    /** Called, and not claimed in time; may come back once near the front until the deadline. */
    MISSED,
    /** Has bought. */
    SERVED;

    /** Whether the place still counts: it waits or takes a slot. */
    public boolean isLive() {
        return this == READY || this == ADMITTED || isWaiting();
    }

    /** Whether it is before its turn. */
    public boolean isWaiting() {
        return this == LOBBY || this == WAITING;
    }
}
