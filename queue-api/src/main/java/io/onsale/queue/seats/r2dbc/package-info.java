/** Counts of seats, kept for all nodes and over restarts. */
@NullMarked
package io.onsale.queue.seats.r2dbc;

import org.jspecify.annotations.NullMarked;
