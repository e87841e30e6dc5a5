package io.onsale.queue.progress;

import java.util.Map;

/**
 * A sale as those who wait see it.
 *
 * @param state {@code LOBBY}, {@code OPEN}, {@code PAUSED}, {@code DRAINING}, {@code CLOSED}, or {@code UNAVAILABLE} while this node
 *     cannot see the line
 * @param message the operator's reason, or empty
 * @param seatsLeft by grade; empty while unknown
 */
public record SaleView(String state, String message, Map<String, Long> seatsLeft) {
    static final SaleView UNAVAILABLE =
            new SaleView("UNAVAILABLE", "The line is out of reach just now; your place is kept", Map.of());

    static SaleView of(LineSnapshot line) {
        return new SaleView(stateOf(line), line.message(), Map.of());
    }

    private static String stateOf(LineSnapshot line) {
        if (line.isOver()) {
            return "CLOSED";
        }
        return switch (line.state()) {
            case PAUSED -> "PAUSED";
            case DRAINING -> "DRAINING";
            case CLOSED -> "CLOSED";
            case RUNNING -> line.isLobby() ? "LOBBY" : "OPEN";
        };
    }
}
