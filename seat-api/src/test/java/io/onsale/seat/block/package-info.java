/** Tests of seats that are kept back. */
@NullMarked
package io.onsale.seat.block;

import org.jspecify.annotations.NullMarked;
