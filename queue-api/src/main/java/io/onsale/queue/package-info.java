/** The waiting room: a fair line, admission within capacity and rate, passes. */
@NullMarked
package io.onsale.queue;

import org.jspecify.annotations.NullMarked;
