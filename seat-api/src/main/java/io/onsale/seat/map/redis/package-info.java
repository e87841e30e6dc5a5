/** The map as Redis has it. */
@NullMarked
package io.onsale.seat.map.redis;

import org.jspecify.annotations.NullMarked;
