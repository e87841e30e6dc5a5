/** Tests of what fans are told. */
@NullMarked
package io.onsale.queue.progress;

import org.jspecify.annotations.NullMarked;
