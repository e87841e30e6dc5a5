package io.onsale.queue.place.web;

import io.onsale.kernel.hash.Sha256;
import io.onsale.queue.line.WaitingLine;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An {@code Idempotency-Key} and the body it came with as one word. The line stores the latest word of each place, so it detects the same key
 * with another body without a further look-up.
 */
final class JoinKeys {
    private static final int KEY_BYTES = 12; // distinguishes one fan's own requests: 96 bits are plenty
    private static final int BODY_BYTES = 6; // detects a client's mistake, not an attack
    private static final char SEPARATOR = '.';

    private JoinKeys() {}

    /** @param key as it was sent, whatever is in it */
    static String word(@Nullable String key, JoinRequest body) {
        if (key == null) {
            return WaitingLine.NO_KEY;
        }
        String start = mark(key, KEY_BYTES) + SEPARATOR;
        return body.equals(JoinRequest.EMPTY) ? start : start + mark(body.toString(), BODY_BYTES);
    }

    private static String mark(String text, int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(Sha256.of(text), bytes));
    }
}
