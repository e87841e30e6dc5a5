/** Tests. */
@NullMarked
package io.onsale.seat.rebuild;

import org.jspecify.annotations.NullMarked;
