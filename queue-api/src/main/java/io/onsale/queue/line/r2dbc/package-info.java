/** Epochs and blocks of numbers in Postgres. */
@NullMarked
package io.onsale.queue.line.r2dbc;

import org.jspecify.annotations.NullMarked;
