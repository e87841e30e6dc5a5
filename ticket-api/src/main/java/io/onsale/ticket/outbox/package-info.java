/** Events between a transaction and Kafka. */
@NullMarked
package io.onsale.ticket.outbox;

import org.jspecify.annotations.NullMarked;
