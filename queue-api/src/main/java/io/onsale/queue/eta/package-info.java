/** How fast a line moves and how long a fan will wait: pure functions of snapshots of the line. */
@NullMarked
package io.onsale.queue.eta;

import org.jspecify.annotations.NullMarked;
