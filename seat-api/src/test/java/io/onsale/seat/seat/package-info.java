@NullMarked
package io.onsale.seat.seat;

import org.jspecify.annotations.NullMarked;
