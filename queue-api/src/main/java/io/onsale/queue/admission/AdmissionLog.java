package io.onsale.queue.admission;

import io.onsale.kernel.id.SaleId;
import java.util.List;
import reactor.core.publisher.Mono;

/** The durable log of admissions. */
public interface AdmissionLog {
    /**
     * Copies the next batch of one sale's entries, those that last, out of the line: reads {@code source} from where the log ends, writes, and moves
     * that end on, in one transaction. Only one node at a time does it; for the others there is nothing to do.
     *
     * @return what was copied; {@link Copied#NOTHING} if there was nothing new, or another node is at it
     */
    Mono<Copied> copy(SaleId sale, Source source);

    /** Where entries come from. */
    interface Source {
        /** The first entries after {@code entryId}, in order, at most a batch. */
        Mono<List<Entry>> after(String entryId);
    }

    /**
     * One entry.
     *
     * @param id milliseconds-sequence, ascending
     */
    record Entry(String id, String kind, String fan, long number, long registration, long value, String reason) {
        /** Whether it is worth keeping; that a fan is not seen any more is not, what came of it is. */
        public boolean lasts() {
            return !kind.equals("ABSENT");
        }

        /** Whether whoever it is about holds no pass any more. */
        public boolean endsStay() {
            return kind.equals("ENDED") && !reason.equals("MISSED");
        }

        public long atMs() {
            return Long.parseLong(id.substring(0, id.indexOf('-')));
        }
    }

    /**
     * How many were read.
     *
     * @param lastEntryId the newest of them, or empty
     */
    record Copied(int entries, String lastEntryId) {
        public static final Copied NOTHING = new Copied(0, "");
    }
}
