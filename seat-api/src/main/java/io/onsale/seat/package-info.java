/** Seats: who sees them, who holds them, who has them for good. */
@NullMarked
package io.onsale.seat;

import org.jspecify.annotations.NullMarked;
