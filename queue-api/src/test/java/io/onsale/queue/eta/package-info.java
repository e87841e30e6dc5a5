@NullMarked
package io.onsale.queue.eta;

import org.jspecify.annotations.NullMarked;
