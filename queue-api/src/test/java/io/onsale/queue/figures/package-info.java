@NullMarked
package io.onsale.queue.figures;

import org.jspecify.annotations.NullMarked;
