package io.onsale.queue.progress;

import io.onsale.queue.sale.SaleState;
import io.onsale.queue.sale.SoldOut;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sale as those who wait see it.
 *
 * @param state {@code LOBBY}, {@code OPEN}, {@code PAUSED}, {@code DRAINING}, {@code CLOSED}, or {@code UNAVAILABLE} while this node
 *     cannot see the line
 * @param message the operator's reason, or empty
 * @param opensAt null while this node has never seen the line; so is {@code closesAt}
 * @param seatsLeft by grade; empty while unknown
 */
public record SaleView(
        String state,
        String message,
        @Nullable Instant opensAt,
        @Nullable Instant closesAt,
        Map<String, Long> seatsLeft) {
    private static final String OUT_OF_REACH = "The line is out of reach just now; your place is kept";

    /** The reason of a sale that runs again when seats come back. */
    static final String SOLD_OUT = SoldOut.REASON;

    static final SaleView UNAVAILABLE = new SaleView("UNAVAILABLE", OUT_OF_REACH, null, null, Map.of());

    static SaleView of(LineSnapshot line, Map<String, Long> seatsLeft) {
        return new SaleView(
                stateOf(line),
                line.policy().message(),
                Instant.ofEpochMilli(line.policy().opensAtMs()),
                Instant.ofEpochMilli(line.policy().closesAtMs()),
                seatsLeft);
    }

    /** The same sale while this node cannot see the line. */
    SaleView outOfReach() {
        return new SaleView("UNAVAILABLE", OUT_OF_REACH, opensAt, closesAt, seatsLeft);
    }

    long totalLeft() {
        return seatsLeft.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether everybody is to hear of it at once that the sale stood as {@code before} until now. */
    boolean isNewsAfter(@Nullable SaleView before) {
        return before == null || !before.withSeats(seatsLeft).equals(this);
    }

    private SaleView withSeats(Map<String, Long> seats) {
        return new SaleView(state, message, opensAt, closesAt, seats);
    }

    /**
     * Why nobody gets in any more, as fans are told it: {@link #SOLD_OUT} or {@code sale-closed}; null while the sale is not over. Taken
     * from what was recorded when it was closed: counts of seats say 0 also while the last ones are held and may come back, and a node
     * that has just started knows none.
     */
    static @Nullable String closedReason(LineSnapshot line) {
        if (!line.isOver()) {
            return null;
        }
        boolean isClosed = line.policy().state() == SaleState.CLOSED;
        return isClosed && line.policy().message().equals(SoldOut.REASON) ? SOLD_OUT : "sale-closed";
    }

    static String stateOf(LineSnapshot line) {
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
