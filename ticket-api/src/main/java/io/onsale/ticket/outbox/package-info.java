/** Events on their way from a transaction to Kafka. */
@NullMarked
package io.onsale.ticket.outbox;

import org.jspecify.annotations.NullMarked;
