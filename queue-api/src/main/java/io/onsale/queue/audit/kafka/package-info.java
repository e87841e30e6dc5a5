/** The audit as a topic. */
@NullMarked
package io.onsale.queue.audit.kafka;

import org.jspecify.annotations.NullMarked;
