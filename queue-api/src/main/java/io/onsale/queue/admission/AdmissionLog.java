package io.onsale.queue.admission;

import io.onsale.kernel.id.SaleId;
import java.util.List;
import reactor.core.publisher.Mono;

/** The durable log of admissions. */
public interface AdmissionLog {
    /**
     * Copies the next batch of one sale's entries out of the line: reads {@code source} behind the cursor, writes the entries worth keeping and
     * advances the cursor, in one transaction. One node at a time does this for a sale.
     *
     * @return what was copied; {@link Copied#NOTHING} if nothing is new, or another node is copying
     */
    Mono<Copied> copy(SaleId sale, Source source);

    /** The line's log, from which entries are copied. */
    interface Source {
        /** The first entries after {@code entryId}, in order, at most one batch. */
        Mono<List<Entry>> after(String entryId);
    }

    /**
     * One entry of the log.
     *
     * @param id milliseconds-sequence, ascending
     */
    record Entry(String id, String kind, String fan, long number, long registration, long value, String reason) {
        /** Whether the entry is worth keeping. A fan's absence is not; what results from it has an entry of its own. */
        public boolean lasts() {
            return !kind.equals("ABSENT");
        }

        /** Whether the fan no longer holds a pass after this. */
        public boolean endsStay() {
            return kind.equals("ENDED") && !reason.equals("MISSED");
        }

        public long atMs() {
            return Long.parseLong(id.substring(0, id.indexOf('-')));
        }
    }

    /**
     * How many entries were read.
     *
     * @param lastEntryId of the newest one, or empty
     */
    record Copied(int entries, String lastEntryId) {
        public static final Copied NOTHING = new Copied(0, "");
    }
}
