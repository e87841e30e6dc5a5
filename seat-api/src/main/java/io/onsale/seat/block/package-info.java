/** Seats that sellers keep back from sale, and release. */
@NullMarked
package io.onsale.seat.block;

import org.jspecify.annotations.NullMarked;
