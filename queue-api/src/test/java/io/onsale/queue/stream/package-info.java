@NullMarked
package io.onsale.queue.stream;

import org.jspecify.annotations.NullMarked;
