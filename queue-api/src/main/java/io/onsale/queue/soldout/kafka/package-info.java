/** Counts of seats, as seat-api publishes them. */
@NullMarked
package io.onsale.queue.soldout.kafka;

import org.jspecify.annotations.NullMarked;
