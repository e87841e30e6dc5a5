package io.onsale.ticket.staff;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Who did what to whose account. */
public interface MemberAudit {
    /** What was done. */
    enum Action {
        /** Made by a seller or a manager, as an account of staff. */
        ADDED,
        ENDED,
        SUSPENDED,
        /** The suspension was lifted. */
        RESTORED
    }

    /**
     * One change of an account.
     *
     * @param number grows with each entry
     * @param madeBy the id of a seller or manager
     * @param madeByEmail null if there is no such account any more
     */
    record Entry(
            long number,
            Action action,
            @Nullable String reason,
            String madeBy,
            @Nullable String madeByEmail,
            Instant madeAt) {}

    /** The newest first; those with a number below {@code before}. */
    Flux<Entry> entries(String memberId, long before, int limit);
}
