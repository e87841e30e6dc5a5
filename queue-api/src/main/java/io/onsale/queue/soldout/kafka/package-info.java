/** Counts of seats as seat-api tells them. */
@NullMarked
package io.onsale.queue.soldout.kafka;

import org.jspecify.annotations.NullMarked;
