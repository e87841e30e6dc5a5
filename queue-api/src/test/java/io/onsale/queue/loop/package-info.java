/** Tests of loops. */
@NullMarked
package io.onsale.queue.loop;

import org.jspecify.annotations.NullMarked;
