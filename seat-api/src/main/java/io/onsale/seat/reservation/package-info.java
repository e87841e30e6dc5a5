/** Reservations: seats that a booking has, from its start to its end. */
@NullMarked
package io.onsale.seat.reservation;

import org.jspecify.annotations.NullMarked;
