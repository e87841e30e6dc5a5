/** Tests of refund. */
@NullMarked
package io.onsale.ticket.refund;

import org.jspecify.annotations.NullMarked;
