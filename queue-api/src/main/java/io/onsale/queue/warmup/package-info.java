/** The warm-up before queue-api reports ready: joining and looking, in a private line. */
@NullMarked
package io.onsale.queue.warmup;

import org.jspecify.annotations.NullMarked;
