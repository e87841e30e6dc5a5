package io.onsale.ticket.member;

import reactor.core.publisher.Mono;

/** Refresh tokens, each good for one use. */
public interface RefreshTokens {
    /** A new token and whom it belongs to. */
    record Issued(String memberId, String refreshToken) {}

    /** The first token of a new family. */
    Mono<Issued> begin(String memberId);

    /**
     * Replaces {@code refreshToken} by the next one. Empty if it is unknown or expired; also if it was used before, and then its whole
     * family is deleted, because somebody has a copy.
     */
    Mono<Issued> use(String refreshToken);

    Mono<Integer> forgetExpired(int limit);
}
