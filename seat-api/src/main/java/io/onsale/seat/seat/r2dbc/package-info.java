/** Epochs in Postgres. */
@NullMarked
package io.onsale.seat.seat.r2dbc;

import org.jspecify.annotations.NullMarked;
