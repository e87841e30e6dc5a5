package io.onsale.portone.payment;

import java.time.Instant;

/**
 * One cancellation (PortOne's word) of all or a part of a captured payment.
 *
 * @param ordinal 1 for the payment's first; its ids are derived from it
 * @param amount minor units of the payment's currency, above 0; taxFree and vat are parts of it
 */
public record Refund(int ordinal, long amount, long taxFree, long vat, String reason, Trigger trigger, Instant at) {}
