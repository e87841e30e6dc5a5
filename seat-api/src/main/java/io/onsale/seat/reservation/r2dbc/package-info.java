/** The Postgres side of a reservation. */
@NullMarked
package io.onsale.seat.reservation.r2dbc;

import org.jspecify.annotations.NullMarked;
