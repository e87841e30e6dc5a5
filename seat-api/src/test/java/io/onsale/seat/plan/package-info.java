/** Tests. */
@NullMarked
package io.onsale.seat.plan;

import org.jspecify.annotations.NullMarked;
