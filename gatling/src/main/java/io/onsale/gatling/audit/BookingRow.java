package io.onsale.gatling.audit;

import java.util.List;

/**
 * A booking as ticket-api has it.
 *
 * @param owed what the shop may keep of it: the total, less what was refunded of it, in minor units
 * @param payments the provider's ids of its payments
 */
record BookingRow(String booking, String status, long owed, String currency, List<String> payments) {
    static final String CONFIRMED = "CONFIRMED";

    boolean isConfirmed() {
        return status.equals(CONFIRMED);
    }

    @Override
    public String toString() {
        return "booking " + booking + " (" + status + ", " + owed + " " + currency + ")";
    }
}
