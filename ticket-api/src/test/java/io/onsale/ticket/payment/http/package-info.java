/** Tests of the client of PortOne. */
@NullMarked
package io.onsale.ticket.payment.http;

import org.jspecify.annotations.NullMarked;
