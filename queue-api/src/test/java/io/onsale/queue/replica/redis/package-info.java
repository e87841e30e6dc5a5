@NullMarked
package io.onsale.queue.replica.redis;

import org.jspecify.annotations.NullMarked;
