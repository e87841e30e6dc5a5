/** The service as a whole. */
@NullMarked
package io.onsale.seat;

import org.jspecify.annotations.NullMarked;
