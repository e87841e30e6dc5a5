/** Reads the outcome of bookings, which frees or keeps slots. */
@NullMarked
package io.onsale.queue.admission.kafka;

import org.jspecify.annotations.NullMarked;
