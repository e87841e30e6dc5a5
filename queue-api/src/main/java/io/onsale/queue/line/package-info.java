/** The line: places, their numbers, and the receipts for them. */
@NullMarked
package io.onsale.queue.line;

import org.jspecify.annotations.NullMarked;
