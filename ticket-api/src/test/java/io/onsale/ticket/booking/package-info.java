/** Bookings over HTTP. */
@NullMarked
package io.onsale.ticket.booking;

import org.jspecify.annotations.NullMarked;
