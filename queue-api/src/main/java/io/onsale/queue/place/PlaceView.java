package io.onsale.queue.place;

import io.onsale.queue.eta.Eta;
import io.onsale.queue.line.LineSnapshot;
import io.onsale.queue.replica.SaleView;
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
 * @param pollAfterMs when to poll again, without a stream
 * @param receipt proves the number; to be kept by the client
 * @param claimBy while READY: until when the pass can be claimed
 * @param sale while the sale is paused, drained or closed: its state; otherwise not shown
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

    /**
     * What a polling fan must know of the sale; streams send the same in separate events.
     *
     * @param state {@code PAUSED}, {@code DRAINING} or {@code CLOSED}
     * @param message the operator's reason, or empty
     * @param reason while CLOSED: {@code sold-out} or {@code sale-closed}; otherwise not shown
     */
    public record SaleNotice(
            String state, String message, @Nullable String reason) {

        /** Null while the sale runs as its times say. */
        static @Nullable SaleNotice of(LineSnapshot line) {
            String reason = SaleView.closedReason(line);
            if (reason == null && line.policy().state() == SaleState.RUNNING) {
                return null;
            }
            return new SaleNotice(SaleView.stateOf(line), line.policy().message(), reason);
        }
    }

    /** Whether both show the same, apart from {@link #sale}. */
    public boolean equalsExceptSale(PlaceView other) {
        return Objects.equals(sale, other.sale)
                ? equals(other)
                : with(other.sale).equals(other);
    }

    private PlaceView with(@Nullable SaleNotice other) {
        return new PlaceView(number, state, ahead, total, eta, pollAfterMs, receipt, claimBy, other);
    }
}
