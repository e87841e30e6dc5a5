package io.onsale.ticket.code;

import java.util.Arrays;
import java.util.Optional;

/**
 * Base45 (RFC 9285): bytes in the 45 characters that a QR code stores in its alphanumeric mode, three characters for two bytes. Decoding is
 * strict: each byte sequence has exactly one text.
 */
final class QrAlphanumeric {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
    private static final int BASE = 45;
    private static final int[] VALUES = values();

    private QrAlphanumeric() {}

    private static int[] values() {
        int[] values = new int[128];
        Arrays.fill(values, -1);
        for (int i = 0; i < BASE; i++) {
            values[ALPHABET.charAt(i)] = i;
        }
        return values;
    }

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder((bytes.length + 1) / 2 * 3);
        for (int i = 0; i + 1 < bytes.length; i += 2) {
            append(text, (bytes[i] & 0xff) << 8 | bytes[i + 1] & 0xff, 3);
        }
        if (bytes.length % 2 == 1) {
            append(text, bytes[bytes.length - 1] & 0xff, 2);
        }
        return text.toString();
    }

    private static void append(StringBuilder text, int value, int characters) {
        int rest = value;
        for (int i = 0; i < characters; i++) {
            text.append(ALPHABET.charAt(rest % BASE));
            rest /= BASE;
        }
    }

    /** The bytes; empty unless {@code text} is the encoding of some. */
    static Optional<byte[]> decode(String text) {
        if (text.length() % 3 == 1) {
            return Optional.empty();
        }
        byte[] bytes = new byte[text.length() / 3 * 2 + (text.length() % 3) / 2];
        int at = 0;
        for (int i = 0; i < text.length(); i += 3) {
            boolean isPair = i + 2 < text.length();
            int value = number(text, i, isPair ? 3 : 2);
            if (value < 0 || value > (isPair ? 0xffff : 0xff)) {
                return Optional.empty();
            }
            if (isPair) {
                bytes[at++] = (byte) (value >> 8);
            }
            bytes[at++] = (byte) value;
        }
        return Optional.of(bytes);
    }

    /** -1 if one of the characters is none of ours. */
    private static int number(String text, int from, int characters) {
        int value = 0;
        for (int i = characters - 1; i >= 0; i--) {
            char c = text.charAt(from + i);
            int digit = c < VALUES.length ? VALUES[c] : -1;
            if (digit < 0) {
                return -1;
            }
            value = value * BASE + digit;
        }
        return value;
    }
}
