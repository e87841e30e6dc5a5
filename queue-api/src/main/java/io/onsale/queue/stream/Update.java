package io.onsale.queue.stream;

import io.onsale.queue.place.PlaceView;
import io.onsale.queue.replica.SaleView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One event of a stream. */
public sealed interface Update {
    /**
     * The place as it is now.
     *
     * @param id what a client sends back as {@code Last-Event-ID}; empty in a lobby that hides the order
     * @param serverTime as in {@link SaleNow}
     */
    record PlaceNow(PlaceView place, String id, @Nullable Instant serverTime) implements Update {}

    /** It is the fan's turn. */
    record Ready(Instant claimBy) implements Update {}

    /**
     * The sale as it is now.
     *
     * @param serverTime for clients whose clock is wrong, by Redis' clock; null until the line was read
     * @param likelySoldOut whether there may be no seats left when it is this fan's turn; null while unknown
     */
    record SaleNow(
            SaleView sale,
            @Nullable Instant serverTime,
            @Nullable Boolean likelySoldOut) implements Update {}

    /** The place has ended, or the sale: nothing follows. */
    record Closed(String reason) implements Update {}

    /** This node ends the stream; the client comes back after the delay, here or elsewhere. */
    record ComeBack(long reconnectAfterMs) implements Update {}

    /** When to reconnect if the stream is lost. */
    record Retry(long ms) implements Update {}

    /** Nothing new; keeps the connection from being taken for dead. */
    record Heartbeat() implements Update {}
}
