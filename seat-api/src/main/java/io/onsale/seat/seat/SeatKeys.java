package io.onsale.seat.seat;

import io.onsale.kernel.id.FanId;
import io.onsale.kernel.id.PerformanceId;

/** Names of a performance's keys in Redis; the hash tag keeps them in one slot. hold_seats.lua says what each contains. */
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
    public static SeatKeys of(PerformanceId performance) {
        String prefix = prefix(performance);
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
    public static String openingOf(PerformanceId performance, long epoch) {
        return prefix(performance) + "opening:" + epoch;
    }

    /** All keys that exist for as long as the seats do. */
    public String[] all() {
        return new String[] {states, owners, holds, expiry, fans, deltas, reserving, settled, server, clock};
    }

    /** What one fan was answered under idempotency keys; expires on its own. */
    public static String keysOf(PerformanceId performance, FanId fan) {
        return prefix(performance) + "keys:" + fan.value();
    }

    private static String prefix(PerformanceId performance) {
        return "s:{" + performance.value() + "}:";
    }
}
