package io.onsale.queue.progress;

import io.onsale.kernel.id.SaleId;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The one read that all watchers of a sale share. */
public interface LineReader {
    /** Log entries in one read, at most: a few moves for each of the fans that admission moves in a tick. */
    int ENTRIES_MAX = 2_000;

    /**
     * The line now; empty if there is no such line. Errors with {@code Unavailable}.
     *
     * @param before what was read last: the log entries since then come along, and what still stands as it did is not read again; null: no
     *     entries, but where the log stands now
     */
    Mono<LineSnapshot> read(SaleId sale, @Nullable LineSnapshot before);
}
