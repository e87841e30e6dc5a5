package io.onsale.queue.guard;

import java.time.Duration;

/** Why a request is refused before it reaches the line. */
public sealed interface Refusal {
    /** Too many attempts; the next one is possible after {@code retryAfter}, whole seconds. */
    record TooMany(Of of, Duration retryAfter) implements Refusal {}

    /** The sale asks for a proof of work, and the request has none. */
    record ProofRequired() implements Refusal {}

    /** The proof is not valid. */
    record ProofRefused(Flaw flaw) implements Refusal {}

    /** Whose attempts are counted. */
    enum Of {
        FAN,
        ADDRESS
    }

    /** What is wrong with a proof. */
    enum Flaw {
        /** The challenge or the nonce has a wrong format. */
        MALFORMED,
        /** Not issued by us for this fan and this sale. */
        FOREIGN,
        /** The challenge has expired. */
        EXPIRED,
        /** The hash has too few leading zero bits. */
        WEAK,
        /** The challenge has been used. */
        REPLAYED
    }
}
