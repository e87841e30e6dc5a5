package io.onsale.queue.draw;

import io.onsale.kernel.hash.Sha256;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The input of a draw besides the sale and the number of registrations: 32 random bytes, secret until the opening. Its {@link
 * #commitment} is public from the moment the sale is known, so that it cannot be changed afterwards.
 */
public final class DrawSeed {
    public static final int BYTES = 32;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    /** @param bytes exactly {@link #BYTES} */
    public DrawSeed(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a seed has " + BYTES + " bytes, not " + bytes.length);
        }
        this.bytes = bytes.clone();
    }

    /** A new random seed. */
    public static DrawSeed next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new DrawSeed(bytes);
    }

    /** Parses what {@link #hex} wrote; throws if it is not a seed. */
    public static DrawSeed parse(String hex) {
        return new DrawSeed(HexFormat.of().parseHex(hex));
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /** 64 lower-case hex digits. */
    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    /** SHA-256 of the bytes, as 64 lower-case hex digits. */
    public String commitment() {
        return Sha256.hex(bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DrawSeed seed && Arrays.equals(bytes, seed.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Does not show the seed, which must not get into a log. */
    @Override
    public String toString() {
        return "seed of commitment " + commitment();
    }
}
