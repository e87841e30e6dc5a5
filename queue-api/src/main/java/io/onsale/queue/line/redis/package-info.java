/** The line in Redis, one script per decision. */
@NullMarked
package io.onsale.queue.line.redis;

import org.jspecify.annotations.NullMarked;
