package io.onsale.ticket.staff;

import io.onsale.kernel.access.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The accounts of sellers, gates and managers. */
public interface Staff {
    /**
     * An account.
     *
     * @param employer the seller for whom a gate works; null for others
     * @param endedAt null while it can be used
     */
    record StaffAccount(
            String memberId,
            String email,
            String name,
            Role role,
            @Nullable String employer,
            Instant createdAt,
            @Nullable Instant endedAt) {}

    /** Whose accounts a caller sees and ends. */
    sealed interface Reach {
        /** A manager's: all. */
        record All() implements Reach {}

        /** A seller's: its gates. */
        record GatesOf(String sellerId) implements Reach {}
    }

    /** The newest first. */
    Flux<StaffAccount> list(Reach reach, @Nullable String after, int limit);

    /** Empty if there is no such account, or it is out of reach. */
    Mono<StaffAccount> find(Reach reach, String memberId);

    /** Ends an account and its sessions. False if it has ended before, does not exist or is out of reach. */
    Mono<Boolean> end(Reach reach, String memberId, String by);

    /** Notes who made an account, once. */
    Mono<Void> noteAdded(String memberId, String by);

    /** The members whose access tokens may still be valid though their account was ended or suspended. */
    Flux<String> locked();
}
