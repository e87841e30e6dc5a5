/** Whether Redis agrees with Postgres about the seats, and what is done when it does not. */
@NullMarked
package io.onsale.seat.drift;

import org.jspecify.annotations.NullMarked;
