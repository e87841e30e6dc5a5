/** Money that comes: attempts, their outcome, and what becomes of the booking. */
@NullMarked
package io.onsale.ticket.payment;

import org.jspecify.annotations.NullMarked;
