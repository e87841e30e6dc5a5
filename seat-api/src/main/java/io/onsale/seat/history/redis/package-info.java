/** Reads what happened to seats from the stream of their changes. */
@NullMarked
package io.onsale.seat.history.redis;

import org.jspecify.annotations.NullMarked;
