/** Tests of bookings. */
@NullMarked
package io.onsale.ticket.booking;

import org.jspecify.annotations.NullMarked;
