/** Money that goes back. */
@NullMarked
package io.onsale.ticket.refund;

import org.jspecify.annotations.NullMarked;
