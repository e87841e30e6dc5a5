/** Bookings in Postgres. */
@NullMarked
package io.onsale.ticket.booking.r2dbc;

import org.jspecify.annotations.NullMarked;
