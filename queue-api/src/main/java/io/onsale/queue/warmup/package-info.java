/** What queue-api rehearses before it reports ready: joining and looking, in a line that is nobody's. */
@NullMarked
package io.onsale.queue.warmup;

import org.jspecify.annotations.NullMarked;
