package io.onsale.seat.seat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.PerformanceId;
import io.onsale.kernel.id.SaleId;

/**
 * Names of a performance's keys in Redis. The hash tag is the sale: all its performances are in one slot, so that one script may count what a
 * fan has in all of them. hold_seats.lua says what each contains.
 */
public record SeatKeys(
        String states,
        String owners,
        String holds,
        String expiry,
        String fans,
        String deltas,
        String reserving,
        String settled,
        String server,
        String clock) {
    public static SeatKeys of(SaleId sale, PerformanceId performance) {
        String prefix = prefix(sale, performance);
        return new SeatKeys(
                prefix + "states",
                prefix + "owners",
                prefix + "holds",
                prefix + "expiry",
                prefix + "fans",
                prefix + "deltas",
                prefix + "reserving",
                prefix + "settled",
                prefix + "server",
                prefix + "clock");
    }

    /** The states of an epoch while its seats are set up. */
    public String openingOf(long epoch) {
        return states + ":opening:" + epoch;
    }

    /** All keys that exist for as long as the seats do. */
    public String[] all() {
        return new String[] {states, owners, holds, expiry, fans, deltas, reserving, settled, server, clock};
    }

    /** What one fan was answered under idempotency keys; expires on its own. */
    public static String keysOf(SaleId sale, PerformanceId performance, FanId fan) {
        return prefix(sale, performance) + "keys:" + fan.value();
    }

    /** How many holds of the sale a fan has not booked; expires on its own. */
    public static String unbookedOf(SaleId sale, FanId fan) {
        return tag(sale) + "unbooked:" + fan.value();
    }

    /** The same, of the sale of these keys. */
    public String unbookedOf(FanId fan) {
        return states.substring(0, states.indexOf('}') + 2) + "unbooked:" + fan.value();
    }

    private static String tag(SaleId sale) {
        return "s:{" + sale.value() + "}:";
    }

    private static String prefix(SaleId sale, PerformanceId performance) {
        return tag(sale) + performance.value() + ":";
    }
}
