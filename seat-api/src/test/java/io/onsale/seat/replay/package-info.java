/** Tests of replays. */
@NullMarked
package io.onsale.seat.replay;

import org.jspecify.annotations.NullMarked;
