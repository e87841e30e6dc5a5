/** Claiming in Redis. */
@NullMarked
package io.onsale.queue.pass.redis;

import org.jspecify.annotations.NullMarked;
