package io.onsale.ticket.member;

/**
 * A party among those that take turns in hashing passwords.
 *
 * @param isKnown every second turn goes to a known sharer
 */
public record Sharer(long key, boolean isKnown) {
    /** The service itself. */
    public static final Sharer OURSELVES = new Sharer(0, true);
}
