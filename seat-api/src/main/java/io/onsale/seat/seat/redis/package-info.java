/** The connections to Redis that all features use. */
@NullMarked
package io.onsale.seat.seat.redis;

import org.jspecify.annotations.NullMarked;
