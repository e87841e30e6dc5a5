/** Sessions and hand-over codes in Postgres. */
@NullMarked
package io.onsale.ticket.session.r2dbc;

import org.jspecify.annotations.NullMarked;
