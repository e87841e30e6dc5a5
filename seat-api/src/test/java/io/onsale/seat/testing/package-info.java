/** The service with its servers, and sales to try it with. */
@NullMarked
package io.onsale.seat.testing;

import org.jspecify.annotations.NullMarked;
