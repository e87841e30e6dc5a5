/** Tests of transfer. */
@NullMarked
package io.onsale.ticket.transfer;

import org.jspecify.annotations.NullMarked;
