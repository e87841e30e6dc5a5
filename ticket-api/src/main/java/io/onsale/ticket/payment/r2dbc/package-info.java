/** Payments and attempts in Postgres. */
@NullMarked
package io.onsale.ticket.payment.r2dbc;

import org.jspecify.annotations.NullMarked;
