/** The whole service under test. */
@NullMarked
package io.onsale.queue.testing;

import org.jspecify.annotations.NullMarked;
