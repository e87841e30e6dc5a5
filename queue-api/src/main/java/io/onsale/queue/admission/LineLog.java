package io.onsale.queue.admission;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.AdmissionLog.Entry;
import java.util.List;
import reactor.core.publisher.Mono;

/** The log as the scripts write it beside the line. Errors with {@code Unavailable}. */
public interface LineLog {
    /** Entries a batch: what a busy sale writes in a tick or two; one statement of moderate size. */
    int BATCH_MAX = 1_000;

    /** The first entries after {@code entryId} ({@code 0-0}: from the oldest kept), at most {@link #BATCH_MAX}. */
    Mono<List<Entry>> after(SaleId sale, String entryId);

    /** Gives up entries up to {@code entryId} that are copied and that no node needs for its watchers any more. */
    Mono<Void> trim(SaleId sale, String entryId);

    /** Gives up the whole line, log and all. Repeatable. */
    Mono<Void> remove(SaleId sale);
}
