/** The service with its servers, and sales for tests. */
@NullMarked
package io.onsale.seat.testing;

import org.jspecify.annotations.NullMarked;
