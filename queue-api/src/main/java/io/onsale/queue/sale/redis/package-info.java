/** The policy as the line's scripts read it. */
@NullMarked
package io.onsale.queue.sale.redis;

import org.jspecify.annotations.NullMarked;
