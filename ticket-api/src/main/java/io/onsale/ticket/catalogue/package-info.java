/** Venues, events and their sales. */
@NullMarked
package io.onsale.ticket.catalogue;

import org.jspecify.annotations.NullMarked;
