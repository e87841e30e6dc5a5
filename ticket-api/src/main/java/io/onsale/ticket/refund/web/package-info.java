/** Cancellation over HTTP. */
@NullMarked
package io.onsale.ticket.refund.web;

import org.jspecify.annotations.NullMarked;
