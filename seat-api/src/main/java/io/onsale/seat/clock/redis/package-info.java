/** The clock beside the holds, for the scripts. */
@NullMarked
package io.onsale.seat.clock.redis;

import org.jspecify.annotations.NullMarked;
