/** Unpublished moves and commands in Postgres, and the locks of their publishers. */
@NullMarked
package io.onsale.queue.audit.r2dbc;

import org.jspecify.annotations.NullMarked;
