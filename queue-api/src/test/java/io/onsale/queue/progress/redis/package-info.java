/** Tests of the shared read. */
@NullMarked
package io.onsale.queue.progress.redis;

import org.jspecify.annotations.NullMarked;
