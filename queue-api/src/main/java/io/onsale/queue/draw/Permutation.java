package io.onsale.queue.draw;

import io.onsale.kernel.hash.HmacSha256;
import java.nio.ByteBuffer;
import javax.crypto.Mac;

/**
 * A keyed permutation of 0 to size-1 and its inverse: a balanced Feistel network over the next even number of bits, repeated until the
 * value is in range. Each round's function is a table made of HMAC-SHA256, so that one step is ten look-ups.
 *
 * <p>In detail, for other implementations. {@code h} is half of the smallest even number of bits, at least 12, that can hold size-1.
 * The table of round {@code r} (0 to 9) has 2^h entries of 16 bits: the concatenation over {@code j = 0, 1, …} of HMAC-SHA256(key, the
 * byte r, then j as four bytes), read as big-endian words, of each the lowest h bits. A value is split into left and right halves of h bits;
 * each round makes (left, right) into (right, left xor table[right]). Values of size and above go through all rounds again.
 */
final class Permutation {
    private static final int ROUNDS = 10; // 8 would do for balance; a round costs a nanosecond
    private static final int BITS_MIN = 12; // smaller domains have so few tables that orders would repeat
    private static final int SHORTS_PER_BLOCK = 16; // one HMAC yields 32 bytes

    static final long SIZE_MAX = Integer.MAX_VALUE; // 32 bits: tables of 65,536 entries, 1.3 MB in all

    private final long size;
    private final int half;
    private final int mask;
    private final char[][] tables;

    /** @param size 0 to {@link #SIZE_MAX} */
    Permutation(byte[] key, long size) {
        if (size < 0 || size > SIZE_MAX) {
            throw new IllegalArgumentException("a permutation has 0 to " + SIZE_MAX + " values, not " + size);
        }
        this.size = size;
        this.half = halfWidth(size);
        this.mask = (1 << half) - 1;
        this.tables = tables(new HmacSha256(key).start());
    }

    private static int halfWidth(long size) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, size) - 1);
        return (Math.max(BITS_MIN, bits) + 1) / 2;
    }

    private char[][] tables(Mac hmac) {
        char[][] filled = new char[ROUNDS][1 << half];
        for (int round = 0; round < ROUNDS; round++) {
            for (int block = 0; block < filled[round].length / SHORTS_PER_BLOCK; block++) {
                byte[] message =
                        ByteBuffer.allocate(5).put((byte) round).putInt(block).array();
                ByteBuffer words = ByteBuffer.wrap(hmac.doFinal(message));
                for (int i = 0; i < SHORTS_PER_BLOCK; i++) {
                    filled[round][block * SHORTS_PER_BLOCK + i] = (char) (words.getChar() & mask);
                }
            }
        }
        return filled;
    }

    long size() {
        return size;
    }

    /** The image of {@code value}, 0 to size-1. */
    long apply(long value) {
        long walked = forward(requireInRange(value));
        while (walked >= size) {
            walked = forward(walked);
        }
        return walked;
    }

    /** The value, 0 to size-1, whose image is {@code value}. */
    long invert(long value) {
        long walked = backward(requireInRange(value));
        while (walked >= size) {
            walked = backward(walked);
        }
        return walked;
    }

    private long forward(long value) {
        int left = (int) (value >>> half);
        int right = (int) (value & mask);
        for (char[] table : tables) {
            int next = left ^ table[right];
            left = right;
            right = next;
        }
        return ((long) left << half) | right;
    }

    private long backward(long value) {
        int left = (int) (value >>> half);
        int right = (int) (value & mask);
        for (int round = ROUNDS - 1; round >= 0; round--) {
            int before = right ^ tables[round][left];
            right = left;
            left = before;
        }
        return ((long) left << half) | right;
    }

    private long requireInRange(long value) {
        if (value < 0 || value >= size) {
            throw new IllegalArgumentException(value + " is not in 0 to " + (size - 1));
        }
        return value;
    }
}
