/** The client of PortOne V2. */
@NullMarked
package io.onsale.ticket.payment.http;

import org.jspecify.annotations.NullMarked;
