/** Admission in Redis, one script per tick. */
@NullMarked
package io.onsale.queue.admission.redis;

import org.jspecify.annotations.NullMarked;
