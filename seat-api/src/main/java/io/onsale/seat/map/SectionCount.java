package io.onsale.seat.map;

import org.jspecify.annotations.Nullable;

/**
 * The seats of one section and grade, by state.
 *
 * @param area the id of the area of general admission; null for numbered seats
 */
public record SectionCount(
        String section, String grade, @Nullable String area, int available, int held, int sold, int blocked) {}
