/** Tests. */
@NullMarked
package io.onsale.seat.hold.http;

import org.jspecify.annotations.NullMarked;
