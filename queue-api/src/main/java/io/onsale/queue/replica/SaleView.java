package io.onsale.queue.replica;

import io.onsale.queue.line.LineSnapshot;
import io.onsale.queue.sale.SaleState;
import io.onsale.queue.sale.SoldOut;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sale as shown to waiting fans.
 *
 * @param state {@code LOBBY}, {@code OPEN}, {@code PAUSED}, {@code DRAINING}, {@code CLOSED}, or {@code UNAVAILABLE} while this node
 *     cannot read the line
 * @param message the operator's reason, or empty
 * @param opensAt null until this node has read the line; so is {@code closesAt}
 * @param seatsLeft by grade; empty while unknown
 */
public record SaleView(
        String state,
        String message,
        @Nullable Instant opensAt,
        @Nullable Instant closesAt,
        Map<String, Long> seatsLeft) {
    private static final String OUT_OF_REACH = "The line is unavailable at the moment; your place is kept";

    /** The reason of a sale that continues if seats come back. */
    public static final String SOLD_OUT = SoldOut.REASON;

    public static final SaleView UNAVAILABLE = new SaleView("UNAVAILABLE", OUT_OF_REACH, null, null, Map.of());

    public static SaleView of(LineSnapshot line, Map<String, Long> seatsLeft) {
        return new SaleView(
                stateOf(line),
                line.policy().message(),
                Instant.ofEpochMilli(line.policy().opensAtMs()),
                Instant.ofEpochMilli(line.policy().closesAtMs()),
                seatsLeft);
    }

    /** The same sale while this node cannot read the line. */
    SaleView unavailable() {
        return new SaleView("UNAVAILABLE", OUT_OF_REACH, opensAt, closesAt, seatsLeft);
    }

    long totalLeft() {
        return seatsLeft.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether all fans must be notified at once of the change from {@code before}: of everything but counts of seats. */
    boolean isUrgentAfter(@Nullable SaleView before) {
        return before == null || !before.withSeats(seatsLeft).equals(this);
    }

    private SaleView withSeats(Map<String, Long> seats) {
        return new SaleView(state, message, opensAt, closesAt, seats);
    }

    /**
     * Why nobody is let in any more, as shown to fans: {@link #SOLD_OUT} or {@code sale-closed}; null while the sale is not over. Taken from
     * the reason that was recorded with the closing, not from counts of seats: those are also 0 while the last seats are held and may come
     * back, and a node that has just started has none.
     */
    public static @Nullable String closedReason(LineSnapshot line) {
        if (!line.isOver()) {
            return null;
        }
        boolean isClosed = line.policy().state() == SaleState.CLOSED;
        return isClosed && line.policy().message().equals(SoldOut.REASON) ? SOLD_OUT : "sale-closed";
    }

    public static String stateOf(LineSnapshot line) {
        if (line.isOver()) {
            return "CLOSED";
        }
        return switch (line.policy().state()) {
            case PAUSED -> "PAUSED";
            case DRAINING -> "DRAINING";
            case CLOSED -> "CLOSED";
            case RUNNING -> line.isLobby() ? "LOBBY" : "OPEN";
        };
    }
}
