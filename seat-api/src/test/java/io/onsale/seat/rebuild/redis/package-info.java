/** Tests. */
@NullMarked
package io.onsale.seat.rebuild.redis;

import org.jspecify.annotations.NullMarked;
