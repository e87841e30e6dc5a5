@NullMarked
package io.onsale.queue.guard;

import org.jspecify.annotations.NullMarked;
