package io.onsale.kernel.id;

import java.security.SecureRandom;

/** Makes ids, and checks the shape that all of ours share: 1 to 64 of {@code A-Z a-z 0-9 _ -}. */
public final class OpaqueId {
    /** The longest id we accept; ours have 26 characters. */
    public static final int LENGTH_MAX = 64;

    private static final String SHAPE = "1 to " + LENGTH_MAX + " letters, digits, '_' or '-'";
    private static final char[] ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz".toCharArray(); // Crockford: no i l o u
    private static final int RANDOM_LENGTH = 26; // 130 bits: not guessable, and without a time of creation
    private static final SecureRandom RANDOM = new SecureRandom();

    private OpaqueId() {}

    /** A new random id, 26 characters of Crockford base 32. */
    public static String next() {
        byte[] bytes = new byte[RANDOM_LENGTH];
        RANDOM.nextBytes(bytes);
        char[] id = new char[RANDOM_LENGTH];
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            id[i] = ALPHABET[bytes[i] & 31];
        }
        return new String(id);
    }

    /** Returns {@code value} if it has the shape, else throws {@link MalformedId} with the name {@code name}. */
    public static String require(String name, String value) {
        if (!hasShape(value)) {
            throw new MalformedId(name, SHAPE);
        }
        return value;
    }

    public static boolean hasShape(String value) {
        if (value.isEmpty() || value.length() > LENGTH_MAX) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (!isAllowed(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
    }
}
