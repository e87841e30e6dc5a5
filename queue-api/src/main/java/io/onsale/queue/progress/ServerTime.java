package io.onsale.queue.progress;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The member {@code serverTime} of what fans are shown, by the clock of the line, as the deadlines are: a phone whose clock is wrong counts
 * down by the difference. Written into every answer, so the text of a second is made once and kept; the rest is three digits.
 */
final class ServerTime {
    /** @param text as far as the second, without the zone */
    private record Second(long epochSecond, String text) {}

    private static volatile Second latest = second(0);

    private ServerTime() {}

    /** Appends the member with a comma before it; null is written as null. */
    static void append(StringBuilder json, @Nullable Instant time) {
        if (time == null) {
            json.append(",\"serverTime\":null");
            return;
        }
        Second known = latest;
        if (known.epochSecond != time.getEpochSecond()) {
            known = second(time.getEpochSecond());
            latest = known; // whichever thread is last; the others make it anew
        }
        int millis = time.getNano() / 1_000_000;
        json.append(",\"serverTime\":\"")
                .append(known.text)
                .append('.')
                .append((char) ('0' + millis / 100))
                .append((char) ('0' + millis / 10 % 10))
                .append((char) ('0' + millis % 10))
                .append("Z\"");
    }

    private static Second second(long epochSecond) {
        String text = Instant.ofEpochSecond(epochSecond).toString();
        return new Second(epochSecond, text.substring(0, text.length() - 1));
    }
}
