/** Seats left, and the end of a sale. */
@NullMarked
package io.onsale.queue.soldout;

import org.jspecify.annotations.NullMarked;
