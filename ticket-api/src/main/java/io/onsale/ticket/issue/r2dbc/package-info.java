/** Tickets in Postgres. */
@NullMarked
package io.onsale.ticket.issue.r2dbc;

import org.jspecify.annotations.NullMarked;
