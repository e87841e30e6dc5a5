package io.onsale.ticket.member;

import reactor.core.publisher.Mono;

/** Hashes passwords: slow on purpose, and off the threads that serve requests. Errors with {@code Unavailable} when too many wait. */
public interface Passwords {
    Mono<String> hash(Secret password, Sharer sharer);

    Mono<Boolean> matches(Secret password, String hash, Sharer sharer);

    /** Takes as long as {@link #matches} and is always false: for addresses without an account. */
    Mono<Boolean> matchesNobody(Secret password, Sharer sharer);
}
