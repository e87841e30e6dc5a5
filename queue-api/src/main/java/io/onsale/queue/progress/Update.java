package io.onsale.queue.progress;

import java.time.Instant;

/** What a watcher is told. */
public sealed interface Update {
    /** The place as it is now. */
    record PlaceNow(PlaceView place) implements Update {}

    /** It is the fan's turn. */
    record Ready(Instant claimBy) implements Update {}

    /** The sale as it is now. */
    record SaleNow(SaleView sale) implements Update {}

    /** The place has ended, or the sale: nothing follows. */
    record Closed(String reason) implements Update {}

    /** Nothing new; keeps the connection from being taken for dead. */
    record Heartbeat() implements Update {}
}
