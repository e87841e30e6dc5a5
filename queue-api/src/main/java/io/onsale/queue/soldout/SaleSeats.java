package io.onsale.queue.soldout;

import io.onsale.queue.soldout.SeatCounts.Count;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The seats that a sale has left, over all its performances.
 *
 * @param left free seats by grade; a grade without free seats has 0; empty while the count of a performance is not known
 * @param isSoldOut whether no seat is free, and none is held and might become free; false while the count of a performance is not known
 */
record SaleSeats(Map<String, Long> left, boolean isSoldOut) {
    static final SaleSeats UNKNOWN = new SaleSeats(Map.of(), false);

    /** Whether any seat is free; false while that is not known. */
    boolean hasSome() {
        return left.values().stream().anyMatch(free -> free > 0);
    }

    /** @param counts all counts of one sale */
    static SaleSeats of(List<Count> counts) {
        if (counts.stream().anyMatch(count -> count.grade() == null)) {
            return UNKNOWN;
        }
        Map<String, Long> left = new TreeMap<>();
        for (Count count : counts) {
            left.merge(Objects.requireNonNull(count.grade()), count.available(), Long::sum);
        }
        boolean isSoldOut = counts.stream().allMatch(count -> count.available() == 0 && count.held() == 0);
        return new SaleSeats(Collections.unmodifiableMap(left), isSoldOut && !counts.isEmpty());
    }
}
