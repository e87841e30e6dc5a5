/** Tests of the unpublished audit events, on a real Postgres. */
@NullMarked
package io.onsale.queue.audit.r2dbc;

import org.jspecify.annotations.NullMarked;
