/** Events in and out of Kafka: at least once, dead letters for what cannot be read. */
@NullMarked
package io.onsale.service.kafka;

import org.jspecify.annotations.NullMarked;
