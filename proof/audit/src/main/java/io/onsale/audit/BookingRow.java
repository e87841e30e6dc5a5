package io.onsale.audit;

import java.util.List;

/**
 * A booking as ticket-api has it.
 *
 * @param owed what the shop has of it: the total minus refunds, in minor units
 * @param due what the refund policy lets the shop keep: the prices of the remaining seats, and the fees of cancelled ones
 * @param payments the provider's ids of its payments
 */
record BookingRow(String booking, String status, long owed, long due, String currency, List<String> payments) {
    static final String CONFIRMED = "CONFIRMED";
    static final String CANCELLED = "CANCELLED";

    /** Whether it was confirmed at some time: a cancelled one may still owe a fee. */
    boolean wasConfirmed() {
        return status.equals(CONFIRMED) || status.equals(CANCELLED);
    }

    @Override
    public String toString() {
        return "booking " + booking + " (" + status + ", " + owed + " " + currency + ")";
    }
}
