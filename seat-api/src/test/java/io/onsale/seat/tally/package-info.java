/** Counting seats and telling of it. */
@NullMarked
package io.onsale.seat.tally;

import org.jspecify.annotations.NullMarked;
