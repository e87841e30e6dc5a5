/** Seats: who sees them, who holds them, who has them permanently. */
@NullMarked
package io.onsale.seat;

import org.jspecify.annotations.NullMarked;
