/** Kept-back seats in Postgres. */
@NullMarked
package io.onsale.seat.block.r2dbc;

import org.jspecify.annotations.NullMarked;
