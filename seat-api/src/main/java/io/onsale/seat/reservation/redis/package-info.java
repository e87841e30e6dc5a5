/** The Redis side of a reservation, by Lua scripts. */
@NullMarked
package io.onsale.seat.reservation.redis;

import org.jspecify.annotations.NullMarked;
