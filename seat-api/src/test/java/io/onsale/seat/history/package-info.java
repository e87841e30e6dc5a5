/** Tests of the history of seats. */
@NullMarked
package io.onsale.seat.history;

import org.jspecify.annotations.NullMarked;
