/** How many seats a sale has left, and its end when there are none. */
@NullMarked
package io.onsale.queue.soldout;

import org.jspecify.annotations.NullMarked;
