/** The relay from the outbox to Kafka. */
@NullMarked
package io.onsale.ticket.outbox.kafka;

import org.jspecify.annotations.NullMarked;
