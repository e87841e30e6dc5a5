/** Tests of the line in Redis. */
@NullMarked
package io.onsale.queue.line.redis;

import org.jspecify.annotations.NullMarked;
