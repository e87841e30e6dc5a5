/** What everybody may see: the state of each seat, live. */
@NullMarked
package io.onsale.seat.map;

import org.jspecify.annotations.NullMarked;
