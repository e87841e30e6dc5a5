/** The resource {@code /places}: joining, looking and leaving, and a place as its fan sees it. */
@NullMarked
package io.onsale.queue.place;

import org.jspecify.annotations.NullMarked;
