@NullMarked
package io.onsale.queue.presence;

import org.jspecify.annotations.NullMarked;
