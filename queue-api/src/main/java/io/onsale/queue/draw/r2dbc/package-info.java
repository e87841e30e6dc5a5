/** Draws in Postgres. */
@NullMarked
package io.onsale.queue.draw.r2dbc;

import org.jspecify.annotations.NullMarked;
