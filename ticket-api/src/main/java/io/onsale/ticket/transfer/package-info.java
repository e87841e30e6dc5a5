/** Passing a ticket on to another member. */
@NullMarked
package io.onsale.ticket.transfer;

import org.jspecify.annotations.NullMarked;
