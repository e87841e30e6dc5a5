/** Tests of what is remembered of applied events. */
@NullMarked
package io.onsale.seat.inbox;

import org.jspecify.annotations.NullMarked;
