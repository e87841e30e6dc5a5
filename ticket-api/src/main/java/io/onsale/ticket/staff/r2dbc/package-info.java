/** Staff and the administration of members in Postgres. */
@NullMarked
package io.onsale.ticket.staff.r2dbc;

import org.jspecify.annotations.NullMarked;
