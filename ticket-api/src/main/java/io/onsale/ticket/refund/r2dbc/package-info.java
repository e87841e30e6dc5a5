/** Refunds in Postgres. */
@NullMarked
package io.onsale.ticket.refund.r2dbc;

import org.jspecify.annotations.NullMarked;
