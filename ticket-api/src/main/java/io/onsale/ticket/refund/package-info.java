/** Refunds and cancellations. */
@NullMarked
package io.onsale.ticket.refund;

import org.jspecify.annotations.NullMarked;
