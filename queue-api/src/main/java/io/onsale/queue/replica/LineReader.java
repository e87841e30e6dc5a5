package io.onsale.queue.replica;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.line.LineSnapshot;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The one read per tick that all streams of a sale share. */
public interface LineReader {
    /** Log entries per read, at most: a few moves for each fan that admission moves in a tick. */
    int ENTRIES_MAX = 2_000;

    /**
     * The line now; empty if it does not exist. Errors with {@code Unavailable}.
     *
     * @param before the previous snapshot: only newer log entries are returned, and unchanged parts are not read again; null: returns no
     *     entries, only the log's current position
     */
    Mono<LineSnapshot> read(SaleId sale, @Nullable LineSnapshot before);
}
