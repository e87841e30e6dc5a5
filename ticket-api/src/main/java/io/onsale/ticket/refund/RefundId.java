package io.onsale.ticket.refund;

import io.onsale.kernel.id.OpaqueId;

/** One refund. A refund for cancelled tickets has the id of their cancellation. */
public record RefundId(String value) {
    public RefundId {
        OpaqueId.require("refundId", value);
    }

    public static RefundId next() {
        return new RefundId(OpaqueId.next());
    }

    @Override
    public String toString() {
        return value;
    }
}
