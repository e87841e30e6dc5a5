/** Kept-back seats in Redis. */
@NullMarked
package io.onsale.seat.block.redis;

import org.jspecify.annotations.NullMarked;
