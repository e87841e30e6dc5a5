package io.onsale.ticket.idempotency;

import reactor.core.publisher.Mono;

/** The keys with their requests and answers, each kept for 24 hours. */
public interface IdempotencyKeys {
    /**
     * Leases the key to this request, for longer than any request takes.
     *
     * @param requestHash of path and body
     * @param newSubject the id for what the request makes, stored if the key is new
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

    /** Deletes expired keys, at most {@code limit}; emits how many. */
    Mono<Integer> forgetExpired(int limit);
}
