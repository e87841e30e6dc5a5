/** The outbox in Postgres. */
@NullMarked
package io.onsale.ticket.outbox.r2dbc;

import org.jspecify.annotations.NullMarked;
