/** Protects the line: limits on joins, and the proof of work that a sale may ask for. */
@NullMarked
package io.onsale.queue.guard;

import org.jspecify.annotations.NullMarked;
