/** Spent proofs in Redis. */
@NullMarked
package io.onsale.queue.guard.redis;

import org.jspecify.annotations.NullMarked;
