/** Idempotency keys in Postgres. */
@NullMarked
package io.onsale.ticket.idempotency.r2dbc;

import org.jspecify.annotations.NullMarked;
