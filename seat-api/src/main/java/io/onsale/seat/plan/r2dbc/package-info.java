/** Plans and performances in Postgres. */
@NullMarked
package io.onsale.seat.plan.r2dbc;

import org.jspecify.annotations.NullMarked;
