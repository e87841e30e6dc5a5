/** Bookings: from a hold to seats that are paid for, or given back. */
@NullMarked
package io.onsale.ticket.booking;

import org.jspecify.annotations.NullMarked;
