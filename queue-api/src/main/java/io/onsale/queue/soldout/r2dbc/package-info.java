/** Counts of seats, kept for all nodes and over restarts. */
@NullMarked
package io.onsale.queue.soldout.r2dbc;

import org.jspecify.annotations.NullMarked;
