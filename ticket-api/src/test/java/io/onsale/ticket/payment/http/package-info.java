/** The client of another service. */
@NullMarked
package io.onsale.ticket.payment.http;

import org.jspecify.annotations.NullMarked;
