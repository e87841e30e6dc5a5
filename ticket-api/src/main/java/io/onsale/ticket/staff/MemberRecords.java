package io.onsale.ticket.staff;

import io.onsale.kernel.access.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All accounts, as managers see them. */
public interface MemberRecords {
    /**
     * An account.
     *
     * @param reason why it is suspended; null if it is not
     */
    record MemberRecord(
            String memberId,
            String email,
            String name,
            Role role,
            @Nullable String employer,
            Instant createdAt,
            @Nullable Instant suspendedAt,
            @Nullable String reason,
            @Nullable Instant endedAt) {}

    /**
     * Accounts by e-mail address; the one whose address is exactly {@code text} comes first.
     *
     * @param text the beginning of the address or of the name, in lower case; empty: all
     * @param role null: all
     */
    Flux<MemberRecord> search(String text, @Nullable Role role, @Nullable String after, int limit);

    Mono<MemberRecord> find(String memberId);

    /** Suspends an account and ends its sessions. False if it does not exist, has ended or is suspended already. */
    Mono<Boolean> suspend(String memberId, String reason, String by);

    /** Lifts a suspension. False if there is none. */
    Mono<Boolean> restore(String memberId, String reason, String by);
}
