/** Bookings over HTTP. */
@NullMarked
package io.onsale.ticket.booking.web;

import org.jspecify.annotations.NullMarked;
