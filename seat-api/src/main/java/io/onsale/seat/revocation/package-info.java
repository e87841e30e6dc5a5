/** Passes that are not good any more although their time is not over. */
@NullMarked
package io.onsale.seat.revocation;

import org.jspecify.annotations.NullMarked;
