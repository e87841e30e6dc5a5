/** Tests of the rehearsal. */
@NullMarked
package io.onsale.queue.warmup;

import org.jspecify.annotations.NullMarked;
