/** The audit as a Kafka topic, and the loops that publish to it. */
@NullMarked
package io.onsale.queue.audit.kafka;

import org.jspecify.annotations.NullMarked;
