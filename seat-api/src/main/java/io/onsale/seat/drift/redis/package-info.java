/** Seats as Redis has them. */
@NullMarked
package io.onsale.seat.drift.redis;

import org.jspecify.annotations.NullMarked;
