/** Tests of the list of joins, on a real Redis. */
@NullMarked
package io.onsale.queue.audit.redis;

import org.jspecify.annotations.NullMarked;
