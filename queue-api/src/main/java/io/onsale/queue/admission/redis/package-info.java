/** Admission in Redis, one script a tick. */
@NullMarked
package io.onsale.queue.admission.redis;

import org.jspecify.annotations.NullMarked;
