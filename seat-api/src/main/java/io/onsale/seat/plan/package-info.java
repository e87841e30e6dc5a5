/** Halls with their prices, and the performances that play in them. */
@NullMarked
package io.onsale.seat.plan;

import org.jspecify.annotations.NullMarked;
