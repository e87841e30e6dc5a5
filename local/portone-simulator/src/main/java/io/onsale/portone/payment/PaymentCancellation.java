package io.onsale.portone.payment;

import java.time.Instant;

/**
 * One cancellation of all or part of a captured payment.
 *
 * @param ordinal 1 for the first one of the payment; ids are derived from it
 * @param amount minor units of the payment's currency, above 0; taxFree and vat are parts of it
 */
public record PaymentCancellation(
        int ordinal, long amount, long taxFree, long vat, String reason, Trigger trigger, Instant at) {}
