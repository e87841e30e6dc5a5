/** Tests. */
@NullMarked
package io.onsale.seat.drift;

import org.jspecify.annotations.NullMarked;
