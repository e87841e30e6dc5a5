package io.onsale.ticket.member;

/**
 * Who shares the hashing of passwords, which takes turns among sharers.
 *
 * @param isKnown every second turn is one of those who are
 */
public record Sharer(long key, boolean isKnown) {
    /** The service itself. */
    public static final Sharer OURSELVES = new Sharer(0, true);
}
