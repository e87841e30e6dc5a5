package io.onsale.queue.testing;

import io.onsale.queue.guard.Proof;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.function.IntPredicate;

/** Solves challenges as a fan's browser does, from the documentation alone. */
public final class ProofSolver {
    private ProofSolver() {}

    /** A nonce whose hash begins with at least {@code bits} zero bits. */
    public static Proof solve(String challenge, int bits) {
        return first(challenge, zeros -> zeros >= bits);
    }

    /** One that begins with fewer. */
    public static Proof weak(String challenge, int bits) {
        return first(challenge, zeros -> zeros < bits);
    }

    /** One that begins with exactly so many. */
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
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return 256 - new java.math.BigInteger(1, hash).bitLength();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
