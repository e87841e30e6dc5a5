/** Payment over HTTP. */
@NullMarked
package io.onsale.ticket.payment.web;

import org.jspecify.annotations.NullMarked;
