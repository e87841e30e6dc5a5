/** Tests of admission. */
@NullMarked
package io.onsale.queue.admission;

import org.jspecify.annotations.NullMarked;
