/** Tests of the whole service. */
@NullMarked
package io.onsale.queue;

import org.jspecify.annotations.NullMarked;
