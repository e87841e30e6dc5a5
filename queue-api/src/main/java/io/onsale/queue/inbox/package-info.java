/** Deletes old records of applied events. */
@NullMarked
package io.onsale.queue.inbox;

import org.jspecify.annotations.NullMarked;
