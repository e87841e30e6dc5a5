/** Bindings in Postgres. */
@NullMarked
package io.onsale.ticket.device.r2dbc;

import org.jspecify.annotations.NullMarked;
