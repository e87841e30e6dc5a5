package io.onsale.ticket.refund;

import io.onsale.kernel.id.OpaqueId;

/** The id of a refund. The refund of a cancellation has the same id as the cancellation. */
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
