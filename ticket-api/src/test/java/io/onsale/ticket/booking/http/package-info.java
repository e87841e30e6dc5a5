/** The client of another service. */
@NullMarked
package io.onsale.ticket.booking.http;

import org.jspecify.annotations.NullMarked;
