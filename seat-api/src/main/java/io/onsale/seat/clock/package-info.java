/** The clock of a sale, by which holds last: it stands still while the sale is paused. */
@NullMarked
package io.onsale.seat.clock;

import org.jspecify.annotations.NullMarked;
