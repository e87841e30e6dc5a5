/** Scans, lists and counts in Postgres. */
@NullMarked
package io.onsale.ticket.gate.r2dbc;

import org.jspecify.annotations.NullMarked;
