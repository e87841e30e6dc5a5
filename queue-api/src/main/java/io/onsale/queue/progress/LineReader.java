package io.onsale.queue.progress;

import io.onsale.kernel.id.SaleId;
import reactor.core.publisher.Mono;

/** The one read that all watchers of a sale share. */
public interface LineReader {
    /** For {@code sinceEntryId}: no entries, but where the log stands now. */
    String FROM_NOW = "$";

    /** Log entries in one read, at most: a few moves for each of the fans that admission moves in a tick. */
    int ENTRIES_MAX = 2_000;

    /** The line now, with the log entries after {@code sinceEntryId}; empty if there is no such line. Errors with {@code Unavailable}. */
    Mono<LineSnapshot> read(SaleId sale, String sinceEntryId);
}
