/** The sweep by a Lua script. */
@NullMarked
package io.onsale.seat.expiry.redis;

import org.jspecify.annotations.NullMarked;
