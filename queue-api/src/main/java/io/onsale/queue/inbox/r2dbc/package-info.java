/** The records of applied events in Postgres. */
@NullMarked
package io.onsale.queue.inbox.r2dbc;

import org.jspecify.annotations.NullMarked;
