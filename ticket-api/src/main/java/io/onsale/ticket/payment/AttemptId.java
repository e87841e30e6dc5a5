package io.onsale.ticket.payment;

import io.onsale.kernel.id.OpaqueId;

/** One attempt to pay; also the idempotency key of its call to the payment provider. */
public record AttemptId(String value) {
    public AttemptId {
        OpaqueId.require("attemptId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
