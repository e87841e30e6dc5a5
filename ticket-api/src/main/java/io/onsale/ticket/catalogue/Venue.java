package io.onsale.ticket.catalogue;

import io.onsale.kernel.event.SeatingPlan;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A hall of a seller. A newer plan keeps its seats, see {@link RevisePlan}.
 *
 * @param location its address
 * @param timeZone an IANA region: the days of its shows are counted there
 * @param seatsByCategory how many seats each category has; seats without a category are not for sale
 */
public record Venue(
        VenueId id,
        String sellerId,
        String name,
        String location,
        ZoneId timeZone,
        Map<String, Integer> seatsByCategory,
        int seatCount) {
    /** Of venues whose time zone is not stated. */
    public static final ZoneId TIME_ZONE_DEFAULT = ZoneId.of("Asia/Seoul");

    /** How many seats each category of a plan has. */
    public static Map<String, Integer> seatsByCategory(SeatingPlan plan) {
        return plan.zones().stream()
                .flatMap(zone -> zone.rows().stream())
                .flatMap(row -> row.seats().stream())
                .map(SeatingPlan.Seat::category)
                .filter(category -> !category.isEmpty())
                .collect(Collectors.toUnmodifiableMap(category -> category, category -> 1, Integer::sum));
    }

    public Set<String> categories() {
        return seatsByCategory.keySet();
    }

    /** The IANA region of this name; null if there is none. An offset such as {@code +09:00} is no region. */
    public static @Nullable ZoneId findTimeZone(String name) {
        return ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : null;
    }
}
