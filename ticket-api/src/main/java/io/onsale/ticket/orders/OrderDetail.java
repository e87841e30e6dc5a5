package io.onsale.ticket.orders;

import io.onsale.kernel.money.Money;
import io.onsale.ticket.payment.Attempt;
import io.onsale.ticket.refund.Refund;
import io.onsale.ticket.refund.Refunds;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order with all attempts to pay it and all of its refunds, each list from the first on. */
public record OrderDetail(Order order, List<PaymentTry> attempts, List<OrderRefund> refunds) {
    /** @param reason of a decline */
    public record PaymentTry(
            String attemptId,
            @Schema(name = "AttemptState") Attempt.State state,
            @Nullable String reason,
            Instant startedAt,
            @Nullable Instant settledAt) {}

    /** @param tries how often it was sent to the provider */
    public record OrderRefund(
            String refundId,
            Money amount,
            Refund.State state,
            Refunds.Cause cause,
            String reason,
            int tries,
            Instant requestedAt,
            @Nullable Instant settledAt) {}

    public OrderDetail shownTo(OrderReader reader) {
        return new OrderDetail(order.shownTo(reader), attempts, refunds);
    }
}
