package io.onsale.ticket.member;

import reactor.core.publisher.Mono;

/** Hashes passwords: slow on purpose, and not on the threads that serve requests. Errors with {@code Unavailable} when too many wait. */
public interface Passwords {
    Mono<String> hash(Secret password, Sharer sharer);

    Mono<Boolean> matches(Secret password, String hash, Sharer sharer);

    /** Takes as long as {@link #matches} does and is never right: for addresses without an account. */
    Mono<Boolean> matchesNobody(Secret password, Sharer sharer);
}
