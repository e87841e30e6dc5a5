package io.onsale.queue.testing;

import io.onsale.kernel.hash.Sha256;
import io.onsale.queue.guard.Proof;
import java.math.BigInteger;
import java.util.function.IntPredicate;

/** Solves challenges as a fan's browser does, written from the documentation only. */
public final class ProofSolver {
    private ProofSolver() {}

    /** A nonce whose hash starts with at least {@code bits} zero bits. */
    public static Proof solve(String challenge, int bits) {
        return first(challenge, zeros -> zeros >= bits);
    }

    /** A nonce whose hash starts with fewer. */
    public static Proof weak(String challenge, int bits) {
        return first(challenge, zeros -> zeros < bits);
    }

    /** A nonce whose hash starts with exactly {@code bits} zero bits. */
    public static Proof exact(String challenge, int bits) {
        return first(challenge, zeros -> zeros == bits);
    }

    private static Proof first(String challenge, IntPredicate fits) {
        for (int nonce = 0; ; nonce++) {
            if (fits.test(zeros(challenge + ":" + nonce))) {
                return new Proof(challenge, Integer.toString(nonce));
            }
        }
    }

    private static int zeros(String text) {
        return 256 - new BigInteger(1, Sha256.of(text)).bitLength();
    }
}
