/** Seats as Postgres has them. */
@NullMarked
package io.onsale.seat.drift.r2dbc;

import org.jspecify.annotations.NullMarked;
