package io.onsale.queue.place;

import io.onsale.queue.eta.Eta;
import io.onsale.queue.place.PlaceView.SaleNotice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes places as JSON: {@code {number,state,ahead,total,eta,pollAfterMs,receipt,claimBy?,sale?,serverTime}}. Written by hand, because this is
 * the most frequent response by far; docs/decisions/0037 has the figures.
 */
public final class PlaceJson {
    private static final int LENGTH_USUAL = 224;

    /** @param text up to the second, without the zone */
    private record Second(long epochSecond, String text) {}

    private static volatile Second latest = second(0);

    private PlaceJson() {}

    /** @param serverTime the present by the line's clock, on which {@code claimBy} counts; null until the line was read */
    public static String text(PlaceView place, @Nullable Instant serverTime) {
        StringBuilder json = new StringBuilder(LENGTH_USUAL);
        append(json, place, serverTime);
        return json.toString();
    }

    /** Appends what {@link #text} returns. */
    public static void append(StringBuilder json, PlaceView place, @Nullable Instant serverTime) {
        json.append("{\"number\":")
                .append(place.number())
                .append(",\"state\":\"")
                .append(place.state())
                .append("\",\"ahead\":")
                .append(place.ahead())
                .append(",\"total\":")
                .append(place.total())
                .append(",\"eta\":");
        append(json, place.eta());
        json.append(",\"pollAfterMs\":")
                .append(place.pollAfterMs())
                .append(",\"receipt\":\"")
                .append(place.receipt())
                .append('"');
        if (place.claimBy() != null) {
            json.append(",\"claimBy\":\"").append(place.claimBy()).append('"');
        }
        if (place.sale() != null) {
            json.append(",\"sale\":");
            append(json, place.sale());
        }
        appendServerTime(json, serverTime);
        json.append('}');
    }

    private static void append(StringBuilder json, @Nullable Eta eta) {
        if (eta == null) {
            json.append("null");
        } else {
            json.append("{\"p50Seconds\":")
                    .append(eta.p50Seconds())
                    .append(",\"p90Seconds\":")
                    .append(eta.p90Seconds())
                    .append('}');
        }
    }

    private static void append(StringBuilder json, SaleNotice sale) {
        json.append("{\"state\":\"").append(sale.state()).append("\",\"message\":");
        appendQuoted(json, sale.message());
        if (sale.reason() != null) {
            json.append(",\"reason\":\"").append(sale.reason()).append('"');
        }
        json.append('}');
    }

    /** Appends a JSON string; messages of operators and names of grades may contain any character. */
    public static void appendQuoted(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }

    /**
     * Appends the member {@code serverTime} with a comma before it: a phone whose clock is wrong counts down by the difference. It is part of
     * every response, so the text of each second is made once and kept; the rest is three digits.
     */
    static void appendServerTime(StringBuilder json, @Nullable Instant time) {
        if (time == null) {
            json.append(",\"serverTime\":null");
            return;
        }
        Second known = latest;
        if (known.epochSecond != time.getEpochSecond()) {
            known = second(time.getEpochSecond());
            latest = known; // threads may overwrite each other's value; both are right
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
