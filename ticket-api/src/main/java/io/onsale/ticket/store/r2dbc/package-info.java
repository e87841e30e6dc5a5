/** Transactions in Postgres. */
@NullMarked
package io.onsale.ticket.store.r2dbc;

import org.jspecify.annotations.NullMarked;
