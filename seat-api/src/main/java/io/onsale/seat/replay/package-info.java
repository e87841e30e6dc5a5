/** Plays a sale back from the history. */
@NullMarked
package io.onsale.seat.replay;

import org.jspecify.annotations.NullMarked;
