package io.onsale.portone.payment;

/** Where a payment stands, in PortOne's words (those of it that a card payment can reach). */
public enum PaymentStatus {
    READY,
    PAY_PENDING,
    PAID,
    FAILED,
    PARTIAL_CANCELLED,
    CANCELLED;

    /** Whether money was ever captured, even if all of it was refunded later. */
    public boolean isCaptured() {
        return switch (this) {
            case PAID, PARTIAL_CANCELLED, CANCELLED -> true;
            case READY, PAY_PENDING, FAILED -> false;
        };
    }
}
