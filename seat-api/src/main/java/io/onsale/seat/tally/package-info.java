/** How many seats of each grade are left: told to the rest of the system when it changes. */
@NullMarked
package io.onsale.seat.tally;

import org.jspecify.annotations.NullMarked;
