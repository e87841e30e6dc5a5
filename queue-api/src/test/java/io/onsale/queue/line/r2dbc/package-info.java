/** Tests of the numbers. */
@NullMarked
package io.onsale.queue.line.r2dbc;

import org.jspecify.annotations.NullMarked;
