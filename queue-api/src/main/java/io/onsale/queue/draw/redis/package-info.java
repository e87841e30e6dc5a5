/** The lobby in Redis. */
@NullMarked
package io.onsale.queue.draw.redis;

import org.jspecify.annotations.NullMarked;
