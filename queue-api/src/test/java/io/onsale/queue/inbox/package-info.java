/** Tests of deleting old applied events. */
@NullMarked
package io.onsale.queue.inbox;

import org.jspecify.annotations.NullMarked;
