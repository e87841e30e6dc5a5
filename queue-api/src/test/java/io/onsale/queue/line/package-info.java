/** Tests of the line. */
@NullMarked
package io.onsale.queue.line;

import org.jspecify.annotations.NullMarked;
