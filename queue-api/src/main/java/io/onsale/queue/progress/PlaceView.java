package io.onsale.queue.progress;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A place as its fan sees it.
 *
 * @param number null in the lobby of a drawn line
 * @param state {@code LOBBY}, or the name of a {@code PlaceState}
 * @param ahead how many are before it; never rises; null in the lobby of a drawn line and once the place has ended
 * @param total how many wait
 * @param eta null while unknown
 * @param pollAfterMs when to ask again, if not by the stream
 * @param receipt keep it: it proves the number
 * @param claimBy while READY: until when the pass can be claimed
 */
public record PlaceView(
        @Nullable Long number,
        String state,
        @Nullable Long ahead,
        long total,
        @Nullable Eta eta,
        long pollAfterMs,
        String receipt,
        @Nullable Instant claimBy) {

    /** When it will be the fan's turn: sooner than {@code p50Seconds} in half of all cases, than {@code p90Seconds} in nine of ten. */
    public record Eta(long p50Seconds, long p90Seconds) {}

    /** As JSON. Written by hand: this is the hottest answer there is, and no value in it needs escaping. */
    public String json() {
        StringBuilder json = new StringBuilder(192);
        json(json);
        return json.toString();
    }

    void json(StringBuilder json) {
        json.append("{\"number\":")
                .append(number)
                .append(",\"state\":\"")
                .append(state)
                .append("\",\"ahead\":")
                .append(ahead)
                .append(",\"total\":")
                .append(total)
                .append(",\"eta\":");
        if (eta == null) {
            json.append("null");
        } else {
            json.append("{\"p50Seconds\":")
                    .append(eta.p50Seconds)
                    .append(",\"p90Seconds\":")
                    .append(eta.p90Seconds);
            json.append('}');
        }
        json.append(",\"pollAfterMs\":")
                .append(pollAfterMs)
                .append(",\"receipt\":\"")
                .append(receipt)
                .append('"');
        if (claimBy != null) {
            json.append(",\"claimBy\":\"").append(claimBy).append('"');
        }
        json.append('}');
    }
}
