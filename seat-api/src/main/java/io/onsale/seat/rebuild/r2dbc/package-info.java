/** Reads who has which seat. */
@NullMarked
package io.onsale.seat.rebuild.r2dbc;

import org.jspecify.annotations.NullMarked;
