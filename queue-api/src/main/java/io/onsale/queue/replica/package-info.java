/** This node's copies of lines: read from Redis once per tick, kept up to date from the log, watched by streams. */
@NullMarked
package io.onsale.queue.replica;

import org.jspecify.annotations.NullMarked;
