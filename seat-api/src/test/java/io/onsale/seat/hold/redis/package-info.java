/** Tests. */
@NullMarked
package io.onsale.seat.hold.redis;

import org.jspecify.annotations.NullMarked;
