/** Bookings: from a hold to paid seats, or to released ones. */
@NullMarked
package io.onsale.ticket.booking;

import org.jspecify.annotations.NullMarked;
