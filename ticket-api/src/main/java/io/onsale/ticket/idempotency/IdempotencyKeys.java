package io.onsale.ticket.idempotency;

import reactor.core.publisher.Mono;

/** Where keys, their requests and their answers are kept, each for 24 hours. */
public interface IdempotencyKeys {
    /**
     * Claims the key for this request.
     *
     * @param requestHash of path and body
     * @param newSubject remembered if the key is new
     * @param claimId of this claim and no other
     */
    Mono<Claim> claim(KeyedRequest request, byte[] requestHash, String newSubject, String claimId);

    /**
     * Keeps the answer for all repeats, and emits the one that is kept: another run of the request, which took over when this one
     * had outlived its claim, may have been first.
     */
    Mono<KeptAnswer> keep(KeyedRequest request, KeptAnswer answer);

    /** Ends this claim, if it still holds the key, without an answer: the next repeat goes on with the same subject. */
    Mono<Void> release(KeyedRequest request, String claimId);

    /** Forgets keys that have expired; emits how many, {@code limit} at most. */
    Mono<Integer> forgetExpired(int limit);
}
