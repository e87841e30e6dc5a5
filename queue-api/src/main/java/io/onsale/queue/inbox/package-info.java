/** What was remembered of applied events, and when it may be forgotten. */
@NullMarked
package io.onsale.queue.inbox;

import org.jspecify.annotations.NullMarked;
