/** Clocks of sales in Postgres. */
@NullMarked
package io.onsale.seat.clock.r2dbc;

import org.jspecify.annotations.NullMarked;
