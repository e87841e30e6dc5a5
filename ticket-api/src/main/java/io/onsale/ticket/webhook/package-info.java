/** Webhooks of the payment provider. */
@NullMarked
package io.onsale.ticket.webhook;

import org.jspecify.annotations.NullMarked;
