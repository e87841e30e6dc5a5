/** Sales and the audit of commands in Postgres. */
@NullMarked
package io.onsale.queue.sale.r2dbc;

import org.jspecify.annotations.NullMarked;
