package io.onsale.queue.admission;

import io.onsale.kernel.id.SaleId;
import io.onsale.queue.admission.AdmissionLog.Entry;
import java.util.List;
import reactor.core.publisher.Mono;

/** The log that the scripts write beside the line. Errors with {@code Unavailable}. */
public interface LineLog {
    /** Entries per batch: what a busy sale writes in one or two ticks, and a statement of moderate size. */
    int BATCH_MAX = 1_000;

    /** The first entries after {@code entryId} ({@code 0-0}: from the oldest kept), at most {@link #BATCH_MAX}. */
    Mono<List<Entry>> after(SaleId sale, String entryId);

    /** Removes copied entries up to {@code entryId} that no node still needs for its watchers. */
    Mono<Void> trim(SaleId sale, String entryId);

    /** Removes the whole line with its log. Repeatable. */
    Mono<Void> remove(SaleId sale);
}
