/** Publishes what happens in lines to the rest of the system through Kafka: after the response, so that no request waits for it. */
@NullMarked
package io.onsale.queue.audit;

import org.jspecify.annotations.NullMarked;
