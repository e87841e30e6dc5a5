/** Tickets of confirmed bookings. */
@NullMarked
package io.onsale.ticket.issue;

import org.jspecify.annotations.NullMarked;
