/** Transactions over several stores. */
@NullMarked
package io.onsale.ticket.store;

import org.jspecify.annotations.NullMarked;
