package io.onsale.queue.guard;

import java.time.Duration;

/** Why somebody does not get as far as the line. */
public sealed interface Refusal {
    /** Too many attempts; the next one makes sense after {@code retryAfter}, whole seconds. */
    record TooMany(Of of, Duration retryAfter) implements Refusal {}

    /** The sale asks for a proof of work, and there is none. */
    record ProofRequired() implements Refusal {}

    /** There is a proof, and it is not good. */
    record ProofRefused(Flaw flaw) implements Refusal {}

    /** Whose attempts are counted. */
    enum Of {
        FAN,
        ADDRESS
    }

    /** What is wrong with a proof. */
    enum Flaw {
        /** Not of the shape that we hand out, or the nonce is not. */
        MALFORMED,
        /** Not made by us for this fan and this sale. */
        FOREIGN,
        /** Its time is over. */
        EXPIRED,
        /** The hash has too few leading zero bits. */
        WEAK,
        /** It has been used. */
        REPLAYED
    }
}
