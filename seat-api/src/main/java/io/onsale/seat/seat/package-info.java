/** What all features share about seats: their keys and states in Redis, and the scripts that run in the present epoch. */
@NullMarked
package io.onsale.seat.seat;

import org.jspecify.annotations.NullMarked;
