/** The catalogue in Postgres. */
@NullMarked
package io.onsale.ticket.catalogue.r2dbc;

import org.jspecify.annotations.NullMarked;
