package io.onsale.kernel.access;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a fan's token, parsed strictly: one flat JSON object without white space, with exactly the four members that we write, each
 * once and in any order; text without escapes, whole numbers without a sign. Everything else is refused even if JSON allows it, because
 * only we write these tokens.
 *
 * @param exp NumericDate, seconds since 1970
 */
record FanClaims(String iss, String sub, String role, long exp) {
    private static final int DIGITS_MAX = 12; // enough until the year 33658

    /** Parses {@code json}; null if it is not in this form. */
    static @Nullable FanClaims read(byte[] json) {
        return new Reader(json).claims();
    }

    /** Parses the bytes in one pass. Every method returns null, false or -1 at the first unexpected byte. */
    private static final class Reader {
        private final byte[] json;
        private int at;
        private @Nullable String iss;
        private @Nullable String sub;
        private @Nullable String role;
        private long exp = -1;

        Reader(byte[] json) {
            this.json = json;
        }

        @Nullable
        FanClaims claims() {
            if (!skip('{')) {
                return null;
            }
            do {
                if (!member()) {
                    return null;
                }
            } while (skip(','));
            boolean whole = skip('}') && at == json.length;
            return whole && iss != null && sub != null && role != null && exp >= 0
                    ? new FanClaims(iss, sub, role, exp)
                    : null;
        }

        private boolean member() {
            String name = text();
            if (name == null || !skip(':')) {
                return false;
            }
            return switch (name) {
                case "iss" -> iss == null && (iss = text()) != null;
                case "sub" -> sub == null && (sub = text()) != null;
                case "role" -> role == null && (role = text()) != null;
                case "exp" -> exp < 0 && (exp = number()) >= 0;
                default -> false;
            };
        }

        private boolean skip(char expected) {
            boolean there = at < json.length && json[at] == expected;
            at += there ? 1 : 0;
            return there;
        }

        private @Nullable String text() {
            if (!skip('"')) {
                return null;
            }
            int from = at;
            while (at < json.length && isPlain(json[at])) {
                at++;
            }
            String text = new String(json, from, at - from, StandardCharsets.US_ASCII);
            return skip('"') ? text : null;
        }

        private long number() {
            int from = at;
            long number = 0;
            while (at < json.length && json[at] >= '0' && json[at] <= '9' && at - from < DIGITS_MAX) {
                number = number * 10 + json[at++] - '0';
            }
            return at == from ? -1 : number;
        }

        /** Printable ASCII (bytes above it are negative here) that needs no escape. */
        private static boolean isPlain(byte b) {
            return b >= ' ' && b != '"' && b != '\\' && b != 0x7f;
        }
    }
}
