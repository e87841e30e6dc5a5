/** The inbox of webhooks in Postgres. */
@NullMarked
package io.onsale.ticket.webhook.r2dbc;

import org.jspecify.annotations.NullMarked;
