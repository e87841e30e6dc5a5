package io.onsale.ticket.member;

import reactor.core.publisher.Mono;

/** All members. */
public interface Members {
    /** A member with the hash of their password. */
    record StoredCredentials(Member member, String passwordHash) {}

    /** What became of the request to add a member. */
    enum Addition {
        ADDED,
        /** The address has an account; it is unchanged. */
        EMAIL_TAKEN
    }

    Mono<Addition> add(Member member, String passwordHash);

    Mono<StoredCredentials> findByEmail(Email email);

    Mono<Member> find(String memberId);
}
