/** Tests of passes. */
@NullMarked
package io.onsale.queue.pass;

import org.jspecify.annotations.NullMarked;
