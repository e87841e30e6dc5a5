/** Tallies as events. */
@NullMarked
package io.onsale.seat.tally.kafka;

import org.jspecify.annotations.NullMarked;
