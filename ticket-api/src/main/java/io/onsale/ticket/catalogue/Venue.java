package io.onsale.ticket.catalogue;

import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A hall of a seller. Its plan never changes.
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

    public Set<String> categories() {
        return seatsByCategory.keySet();
    }

    /** The IANA region of this name; null if there is none. An offset such as {@code +09:00} is no region. */
    public static @Nullable ZoneId findTimeZone(String name) {
        return ZoneId.getAvailableZoneIds().contains(name) ? ZoneId.of(name) : null;
    }
}
