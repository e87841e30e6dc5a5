/** What happens in lines, told to the rest of the system through Kafka: behind the answers, never before one. */
@NullMarked
package io.onsale.queue.audit;

import org.jspecify.annotations.NullMarked;
