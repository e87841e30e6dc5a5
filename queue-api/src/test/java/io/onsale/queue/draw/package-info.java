@NullMarked
package io.onsale.queue.draw;

import org.jspecify.annotations.NullMarked;
