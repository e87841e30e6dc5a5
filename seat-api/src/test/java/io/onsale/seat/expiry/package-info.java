/** Tests. */
@NullMarked
package io.onsale.seat.expiry;

import org.jspecify.annotations.NullMarked;
