/** Work that repeats for as long as the service runs. */
@NullMarked
package io.onsale.queue.loop;

import org.jspecify.annotations.NullMarked;
