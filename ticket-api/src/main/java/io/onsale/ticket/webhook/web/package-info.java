/** The endpoint for webhooks. */
@NullMarked
package io.onsale.ticket.webhook.web;

import org.jspecify.annotations.NullMarked;
