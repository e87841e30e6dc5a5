/** Tests. */
@NullMarked
package io.onsale.seat.hold;

import org.jspecify.annotations.NullMarked;
