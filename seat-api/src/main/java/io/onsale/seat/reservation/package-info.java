/** Durable claims on seats, from a booking's start to its end. */
@NullMarked
package io.onsale.seat.reservation;

import org.jspecify.annotations.NullMarked;
