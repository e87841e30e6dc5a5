/** Tickets of confirmed bookings. */
@NullMarked
package io.onsale.ticket.ticket;

import org.jspecify.annotations.NullMarked;
