/** Seats left, and the end of a sale. */
@NullMarked
package io.onsale.queue.seats;

import org.jspecify.annotations.NullMarked;
