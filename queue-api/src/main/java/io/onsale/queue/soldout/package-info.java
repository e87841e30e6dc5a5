/** Knows how many seats a sale has left, and closes the sale when none are. */
@NullMarked
package io.onsale.queue.soldout;

import org.jspecify.annotations.NullMarked;
