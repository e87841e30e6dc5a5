/** Passes: a called fan claims one, and it is signed. */
@NullMarked
package io.onsale.queue.pass;

import org.jspecify.annotations.NullMarked;
