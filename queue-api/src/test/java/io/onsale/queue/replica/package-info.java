@NullMarked
package io.onsale.queue.replica;

import org.jspecify.annotations.NullMarked;
