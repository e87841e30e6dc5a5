@NullMarked
package io.onsale.queue.place;

import org.jspecify.annotations.NullMarked;
