/** Tests. */
@NullMarked
package io.onsale.seat.reservation;

import org.jspecify.annotations.NullMarked;
