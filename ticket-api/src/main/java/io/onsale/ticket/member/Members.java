package io.onsale.ticket.member;

import reactor.core.publisher.Mono;

/** Everybody who has signed up. */
public interface Members {
    /** A member with what proves a password to be theirs. */
    record Credentials(Member member, String passwordHash) {}

    /** What became of the request to add a member. */
    enum Addition {
        ADDED,
        /** The address has an account, which is left as it is. */
        EMAIL_TAKEN
    }

    Mono<Addition> add(Member member, String passwordHash);

    Mono<Credentials> findByEmail(Email email);

    Mono<Member> find(String memberId);
}
