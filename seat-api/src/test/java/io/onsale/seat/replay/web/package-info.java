/** Tests of the replay over HTTP. */
@NullMarked
package io.onsale.seat.replay.web;

import org.jspecify.annotations.NullMarked;
