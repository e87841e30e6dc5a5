/** How a controller takes an idempotency key and gives a kept answer. */
@NullMarked
package io.onsale.ticket.idempotency.web;

import org.jspecify.annotations.NullMarked;
