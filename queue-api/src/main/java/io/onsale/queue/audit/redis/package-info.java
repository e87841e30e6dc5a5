/** The list of given places in Redis. */
@NullMarked
package io.onsale.queue.audit.redis;

import org.jspecify.annotations.NullMarked;
