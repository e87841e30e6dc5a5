package io.onsale.seat.map;

/** Takes a part of a row, from its first to its last seat. */
@FunctionalInterface
public interface Stretch {
    void of(int first, int last);
}
