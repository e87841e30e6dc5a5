package io.onsale.queue.line;

/**
 * Where a place stands. For one number it only moves down this list, so of two reports of the same place the later state is the newer
 * one, whatever order they come in.
 */
public enum PlaceState {
    /** Waiting for its turn; shown as {@code LOBBY} before the sale opens. */
    WAITING,
    /** Called: the pass can be claimed until the deadline. */
    READY,
    /** Has a pass until the deadline. */
    ADMITTED,
    /** Given up by the fan, or the lease ran out. */
    LEFT,
    /** Called, and not claimed in time. */
    MISSED,
    /** Has bought. */
    SERVED;

    /** Whether the place still counts: it waits or takes a slot. */
    public boolean isLive() {
        return this == WAITING || this == READY || this == ADMITTED;
    }
}
