/** Pauses of sales, as queue-api tells of them. */
@NullMarked
package io.onsale.ticket.booking.kafka;

import org.jspecify.annotations.NullMarked;
