/** The admission log in Postgres. */
@NullMarked
package io.onsale.queue.admission.r2dbc;

import org.jspecify.annotations.NullMarked;
