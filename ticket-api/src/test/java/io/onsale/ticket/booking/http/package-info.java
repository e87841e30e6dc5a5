/** Tests of the client of seat-api. */
@NullMarked
package io.onsale.ticket.booking.http;

import org.jspecify.annotations.NullMarked;
