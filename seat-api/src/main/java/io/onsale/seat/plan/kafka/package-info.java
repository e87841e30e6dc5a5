/** Sales as ticket-api publishes them. */
@NullMarked
package io.onsale.seat.plan.kafka;

import org.jspecify.annotations.NullMarked;
