/** Tickets on paper. */
@NullMarked
package io.onsale.ticket.paper;

import org.jspecify.annotations.NullMarked;
