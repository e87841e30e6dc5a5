/** Members and refresh tokens in Postgres. */
@NullMarked
package io.onsale.ticket.member.r2dbc;

import org.jspecify.annotations.NullMarked;
