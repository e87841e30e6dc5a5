/** Counts of streams in Redis. */
@NullMarked
package io.onsale.queue.figures.redis;

import org.jspecify.annotations.NullMarked;
