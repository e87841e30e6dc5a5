/** Counts of seats in Postgres, for all nodes and across restarts. */
@NullMarked
package io.onsale.queue.soldout.r2dbc;

import org.jspecify.annotations.NullMarked;
