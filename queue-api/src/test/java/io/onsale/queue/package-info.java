/** The whole service under test. */
@NullMarked
package io.onsale.queue;

import org.jspecify.annotations.NullMarked;
