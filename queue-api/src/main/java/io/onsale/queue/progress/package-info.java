/** What is told to those who wait: one shared read a sale and tick, however many watch. */
@NullMarked
package io.onsale.queue.progress;

import org.jspecify.annotations.NullMarked;
