/** Tests of the seats left and of closing a sold-out sale. */
@NullMarked
package io.onsale.queue.soldout;

import org.jspecify.annotations.NullMarked;
