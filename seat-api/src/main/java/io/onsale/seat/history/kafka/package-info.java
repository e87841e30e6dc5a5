/** Sends what happened to seats, and reads it again. */
@NullMarked
package io.onsale.seat.history.kafka;

import org.jspecify.annotations.NullMarked;
