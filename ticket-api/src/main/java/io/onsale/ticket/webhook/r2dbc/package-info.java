/** The webhook inbox. */
@NullMarked
package io.onsale.ticket.webhook.r2dbc;

import org.jspecify.annotations.NullMarked;
