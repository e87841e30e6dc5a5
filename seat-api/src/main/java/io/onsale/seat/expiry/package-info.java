/** Ends holds whose time is over. */
@NullMarked
package io.onsale.seat.expiry;

import org.jspecify.annotations.NullMarked;
