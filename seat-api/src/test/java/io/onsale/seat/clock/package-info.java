/** The clock of a sale. */
@NullMarked
package io.onsale.seat.clock;

import org.jspecify.annotations.NullMarked;
