/** Payments: attempts, their outcome, and its effect on the booking. */
@NullMarked
package io.onsale.ticket.payment;

import org.jspecify.annotations.NullMarked;
