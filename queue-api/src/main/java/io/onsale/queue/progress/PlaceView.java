package io.onsale.queue.progress;

import io.onsale.queue.sale.SaleState;
import java.time.Instant;
import java.util.Objects;
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
 * @param sale while the sale is paused, drained or closed: how it stands; not shown otherwise
 */
public record PlaceView(
        @Nullable Long number,
        String state,
        @Nullable Long ahead,
        long total,
        @Nullable Eta eta,
        long pollAfterMs,
        String receipt,
        @Nullable Instant claimBy,
        @Nullable SaleNotice sale) {

    /** When it will be the fan's turn: sooner than {@code p50Seconds} in half of all cases, than {@code p90Seconds} in nine of ten. */
    public record Eta(long p50Seconds, long p90Seconds) {}

    /**
     * What a fan who polls has to know of the sale; streams tell the same in events of their own.
     *
     * @param state {@code PAUSED}, {@code DRAINING} or {@code CLOSED}
     * @param message the operator's reason, or empty
     * @param reason while CLOSED: {@code sold-out} or {@code sale-closed}; not shown otherwise
     */
    public record SaleNotice(
            String state, String message, @Nullable String reason) {

        /** Null while the sale goes on as its times say. */
        static @Nullable SaleNotice of(LineSnapshot line) {
            String reason = SaleView.closedReason(line);
            if (reason == null && line.policy().state() == SaleState.RUNNING) {
                return null;
            }
            return new SaleNotice(SaleView.stateOf(line), line.policy().message(), reason);
        }

        private void json(StringBuilder json) {
            json.append("{\"state\":\"").append(state).append("\",\"message\":");
            EventText.quote(json, message);
            if (reason != null) {
                json.append(",\"reason\":\"").append(reason).append('"');
            }
            json.append('}');
        }
    }

    boolean isSameButForTheSale(PlaceView other) {
        return Objects.equals(sale, other.sale)
                ? equals(other)
                : with(other.sale).equals(other);
    }

    private PlaceView with(@Nullable SaleNotice other) {
        return new PlaceView(number, state, ahead, total, eta, pollAfterMs, receipt, claimBy, other);
    }

    /**
     * As JSON, together with the time by which its times are to be read. Written by hand: this is the hottest answer there is.
     *
     * @param serverTime by the line's clock, or null
     */
    public String json(@Nullable Instant serverTime) {
        StringBuilder json = new StringBuilder(224);
        json(json, serverTime);
        return json.toString();
    }

    void json(StringBuilder json, @Nullable Instant serverTime) {
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
        if (sale != null) {
            json.append(",\"sale\":");
            sale.json(json);
        }
        ServerTime.append(json, serverTime);
        json.append('}');
    }
}
