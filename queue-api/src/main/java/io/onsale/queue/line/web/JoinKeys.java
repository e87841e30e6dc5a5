package io.onsale.queue.line.web;

import io.onsale.kernel.hash.Sha256;
import io.onsale.queue.line.WaitingLine;
import io.onsale.queue.line.web.PlaceHandler.Joining;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * An {@code Idempotency-Key} and the body it came with as one word for the line, which remembers the newest of a place: so that the same key
 * with another body is known without asking anything more.
 */
final class JoinKeys {
    private static final int KEY_BYTES = 12; // told apart among one fan's own requests: 96 bits are plenty
    private static final int BODY_BYTES = 6; // tells a client's mistake, not an attack
    private static final char SEPARATOR = '.';

    private JoinKeys() {}

    /** @param key as it was sent, whatever is in it */
    static String word(@Nullable String key, Joining body) {
        if (key == null) {
            return WaitingLine.NO_KEY;
        }
        String start = mark(key, KEY_BYTES) + SEPARATOR;
        return body.equals(Joining.NOTHING) ? start : start + mark(body.toString(), BODY_BYTES);
    }

    private static String mark(String text, int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(Sha256.of(text), bytes));
    }
}
