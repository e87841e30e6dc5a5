/** Passes: the claim of a turn, signed. */
@NullMarked
package io.onsale.queue.pass;

import org.jspecify.annotations.NullMarked;
