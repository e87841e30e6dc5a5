/** Tickets in Postgres. */
@NullMarked
package io.onsale.ticket.ticket.r2dbc;

import org.jspecify.annotations.NullMarked;
