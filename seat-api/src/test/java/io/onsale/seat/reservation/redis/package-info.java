/** Tests. */
@NullMarked
package io.onsale.seat.reservation.redis;

import org.jspecify.annotations.NullMarked;
