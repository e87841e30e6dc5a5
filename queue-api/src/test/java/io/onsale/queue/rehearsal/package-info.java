/** Tests of the rehearsal. */
@NullMarked
package io.onsale.queue.rehearsal;

import org.jspecify.annotations.NullMarked;
