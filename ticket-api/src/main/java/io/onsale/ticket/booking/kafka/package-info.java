/** Pauses of sales, published by queue-api. */
@NullMarked
package io.onsale.ticket.booking.kafka;

import org.jspecify.annotations.NullMarked;
