/** Tests. */
@NullMarked
package io.onsale.seat.map;

import org.jspecify.annotations.NullMarked;
