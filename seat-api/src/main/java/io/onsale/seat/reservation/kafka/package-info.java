/** What becomes of bookings. */
@NullMarked
package io.onsale.seat.reservation.kafka;

import org.jspecify.annotations.NullMarked;
