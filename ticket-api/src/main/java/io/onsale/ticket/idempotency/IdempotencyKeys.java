package io.onsale.ticket.idempotency;

import reactor.core.publisher.Mono;

/** Where keys, their requests and their answers are kept, each for 24 hours. */
public interface IdempotencyKeys {
    /**
     * Leases the key to this request, for longer than any request is worked on.
     *
     * @param requestHash of path and body
     * @param newSubject remembered if the key is new
     * @param leaseId identifies this lease
     */
    Mono<Lease> lease(KeyedRequest request, byte[] requestHash, String newSubject, String leaseId);

    /**
     * Keeps the answer for all repeats, and emits the one that is kept: another run of the request, which took over after this
     * one's lease had ended, may have been first.
     */
    Mono<KeptAnswer> keep(KeyedRequest request, KeptAnswer answer);

    /** Ends this lease, if it is still the key's, without an answer: the next repeat goes on with the same subject. */
    Mono<Void> release(KeyedRequest request, String leaseId);

    /** Forgets keys that have expired; emits how many, {@code limit} at most. */
    Mono<Integer> forgetExpired(int limit);
}
