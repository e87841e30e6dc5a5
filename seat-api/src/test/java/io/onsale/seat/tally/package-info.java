/** Counting seats and announcing the counts. */
@NullMarked
package io.onsale.seat.tally;

import org.jspecify.annotations.NullMarked;
