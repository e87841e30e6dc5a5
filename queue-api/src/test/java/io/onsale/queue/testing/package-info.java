/** Test support: the running service, the line on Redis, models and fixtures. */
@NullMarked
package io.onsale.queue.testing;

import org.jspecify.annotations.NullMarked;
