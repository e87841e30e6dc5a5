/** Tests of ticket-api over HTTP, with real stores and the payment simulator. */
@NullMarked
package io.onsale.ticket;

import org.jspecify.annotations.NullMarked;
