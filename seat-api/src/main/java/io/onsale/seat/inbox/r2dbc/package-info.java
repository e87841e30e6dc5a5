/** Applied events in Postgres. */
@NullMarked
package io.onsale.seat.inbox.r2dbc;

import org.jspecify.annotations.NullMarked;
