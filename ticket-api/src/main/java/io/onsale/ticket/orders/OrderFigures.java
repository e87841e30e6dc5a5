package io.onsale.ticket.orders;

import io.onsale.kernel.money.Money;

/**
 * Exact counts of a sale.
 *
 * @param tickets valid ones
 * @param captured charged, whatever was given back since
 * @param refunded given back or on its way back
 * @param paymentsUnknown attempts to pay whose outcome is not known yet
 * @param declined attempts to pay that were declined
 */
public record OrderFigures(
        long pending,
        long confirmed,
        long cancelled,
        long expired,
        long tickets,
        Money captured,
        Money refunded,
        long paymentsUnknown,
        long declined) {}
