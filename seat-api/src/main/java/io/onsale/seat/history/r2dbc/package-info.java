/** The history, and what Postgres knows and Kafka does not yet. */
@NullMarked
package io.onsale.seat.history.r2dbc;

import org.jspecify.annotations.NullMarked;
