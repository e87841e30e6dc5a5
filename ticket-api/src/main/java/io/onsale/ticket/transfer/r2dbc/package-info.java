/** Transfers in Postgres. */
@NullMarked
package io.onsale.ticket.transfer.r2dbc;

import org.jspecify.annotations.NullMarked;
