/** Publishes and consumes events over Kafka: at least once, with dead letters for records that cannot be applied. */
@NullMarked
package io.onsale.service.kafka;

import org.jspecify.annotations.NullMarked;
