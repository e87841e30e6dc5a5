/** The line in Redis, one script a decision. */
@NullMarked
package io.onsale.queue.line.redis;

import org.jspecify.annotations.NullMarked;
