package io.onsale.ticket.member;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** All members. */
public interface Members {
    /** A member with the hash of their password. */
    record StoredCredentials(Member member, String passwordHash, boolean isSuspended) {}

    /** What became of the request to add a member. */
    enum Addition {
        ADDED,
        /** The address has an account; it is unchanged. */
        EMAIL_TAKEN
    }

    Mono<Addition> add(Member member, String passwordHash);

    /** Empty also for an account that was ended. */
    Mono<StoredCredentials> findByEmail(Email email);

    Mono<Member> find(String memberId);

    /** Gives a gate without an employer this one; other members, and gates that have one, stay as they are. */
    Mono<Void> employ(String gateId, String sellerId);

    /** Changes what is not null. Empty if there is no such member. */
    Mono<Member> change(String memberId, @Nullable String name, @Nullable Language language);

    /** False if {@code oldHash} is not the stored one any more; nothing has changed then. */
    Mono<Boolean> replacePassword(String memberId, String oldHash, String newHash);
}
