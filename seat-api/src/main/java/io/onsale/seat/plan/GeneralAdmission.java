package io.onsale.seat.plan;

/**
 * An area where people stand or sit where they like: a run of unnumbered seats, of which any free one is as good as another.
 *
 * @param id the area's id; its seats are {@code <id>#1}, {@code <id>#2} and so on
 * @param first the index of its first seat
 * @param capacity how many people it holds: its seats have the indices {@code first} to {@code first + capacity - 1}
 */
public record GeneralAdmission(String id, String name, String grade, int first, int capacity) {}
