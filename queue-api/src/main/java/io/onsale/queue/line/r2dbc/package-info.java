/** Epochs and blocks of numbers from Postgres. */
@NullMarked
package io.onsale.queue.line.r2dbc;

import org.jspecify.annotations.NullMarked;
