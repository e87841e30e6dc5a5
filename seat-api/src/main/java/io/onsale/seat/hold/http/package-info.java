/** Passes, checked with the keys of queue-api. */
@NullMarked
package io.onsale.seat.hold.http;

import org.jspecify.annotations.NullMarked;
