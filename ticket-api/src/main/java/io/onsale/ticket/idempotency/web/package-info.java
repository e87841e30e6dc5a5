/** Keyed requests and kept answers in controllers. */
@NullMarked
package io.onsale.ticket.idempotency.web;

import org.jspecify.annotations.NullMarked;
