/** The replay as server-sent events. */
@NullMarked
package io.onsale.seat.replay.web;

import org.jspecify.annotations.NullMarked;
