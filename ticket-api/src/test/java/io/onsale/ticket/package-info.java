/** ticket-api as its callers meet it: over HTTP, with real stores and a real peer for payments. */
@NullMarked
package io.onsale.ticket;

import org.jspecify.annotations.NullMarked;
