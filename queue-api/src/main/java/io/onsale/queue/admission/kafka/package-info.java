/** What becomes of bookings frees or keeps slots. */
@NullMarked
package io.onsale.queue.admission.kafka;

import org.jspecify.annotations.NullMarked;
