/** Detects which fans have gone away, so that the line can start their grace period. */
@NullMarked
package io.onsale.queue.presence;

import org.jspecify.annotations.NullMarked;
