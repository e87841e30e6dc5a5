/** The webhook's endpoint. */
@NullMarked
package io.onsale.ticket.webhook.web;

import org.jspecify.annotations.NullMarked;
